import type { IncomingMessage, ServerResponse } from 'node:http'
import { encodeResponse } from '../otlp/encode-response.ts'
import type { Encoding } from '../otlp/status.ts'
import { exportSignal, type ExportCall } from './export-signal.ts'
import { paced } from './pace.ts'
import type { BodySource } from './read-body.ts'
import type { Receiver } from './receiver.ts'
import { encodingOf, reply } from './reply.ts'
import { RequestError } from './request-error.ts'

/** OTLP/HTTP: one export request to its answer. */
export async function exportOverHttp(
  call: ExportCall,
  request: IncomingMessage,
  response: ServerResponse,
  receiver: Receiver,
): Promise<void> {
  const partial = await exportSignal(call, () => bodyOf(request, receiver), receiver)
  const encoding: Encoding = call.transport === 'http-json' ? 'json' : 'protobuf'
  receiver.metrics.requests.inc({ signal: call.signal, status: 200 })
  reply(response, 200, encoding, encodeResponse(call.signal, partial, encoding))
}

function bodyOf(request: IncomingMessage, { limits }: Receiver): BodySource {
  if (encodingOf(request.headers['content-type']) === null) {
    throw new RequestError(415, 'content_type', 'content-type must be application/x-protobuf or application/json')
  }
  const announced = request.headers['content-length']
  return {
    // Leaving the loop early must not destroy the socket: the answer still has to go out on it.
    chunks: paced(request.iterator({ destroyOnReturn: false }), limits),
    compression: (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase(),
    announcedBytes: announced === undefined ? null : Number(announced),
  }
}
