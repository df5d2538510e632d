import { constants, createServer, type Http2Server, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2'
import { encodeResponse, type Signal } from '../otlp/encode-response.ts'
import { asRequestError } from './as-request-error.ts'
import { checkCaller } from './check-caller.ts'
import { exportSignal, type ExportCall } from './export-signal.ts'
import { openGrpcMessage } from './grpc-message.ts'
import { refuseGrpc, replyGrpc } from './grpc-reply.ts'
import { paced } from './pace.ts'
import { recordRefusal } from './record-refused.ts'
import type { Receiver } from './receiver.ts'
import { RequestError } from './request-error.ts'

const methods = new Map<string, Signal>([
  ['/opentelemetry.proto.collector.trace.v1.TraceService/Export', 'traces'],
  ['/opentelemetry.proto.collector.logs.v1.LogsService/Export', 'logs'],
  ['/opentelemetry.proto.collector.metrics.v1.MetricsService/Export', 'metrics'],
])
/** What a sender may have on the way before it is read, for each call. */
const windowBytes = 256 * 1024

/** The OTLP/gRPC listener, not listening yet. Plain HTTP/2: TLS is a proxy's job, as over HTTP. */
export function createGrpcServer(receiver: Receiver): Http2Server {
  const { limits } = receiver
  const server = createServer({
    settings: { maxConcurrentStreams: limits.streamsPerConnection, initialWindowSize: windowBytes, enablePush: false },
    maxHeaderListPairs: 64,
    unknownProtocolTimeout: limits.headersMs,
  })
  server.maxConnections = limits.connections
  // A sender that has closed its half may still listen: a stream that ends without a status would make it drop
  // its data, a connection that ends makes it try again. Not by a reset: Node's client takes one that follows a
  // GOAWAY for the good end of every open call.
  server.on('connection', (socket) => {
    socket.prependOnceListener('end', () => socket.destroy())
  })
  server.on('session', (session) => {
    // Streams that are open are answered first; a peer that has vanished has none.
    session.setTimeout(limits.grpcIdleMs, () => session.close())
  })
  server.on('sessionError', (error) => receiver.log.debug({ err: error }, 'a gRPC connection failed'))
  server.on('stream', (stream, headers) => void answer(stream, headers, receiver))
  return server
}

/** Never rejects: whatever goes wrong becomes a status. */
async function answer(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, receiver: Receiver): Promise<void> {
  // A call that is broken off ends the reading of its body, which says so itself.
  stream.on('error', (error) => receiver.log.debug({ err: error }, 'a gRPC call broke off'))
  const call: ExportCall = { signal: 'traces', transport: 'grpc', headers, sender: null, bytes: 0 }
  try {
    await exportOverGrpc(call, stream, receiver)
  } catch (error) {
    const failure = asRequestError(error, receiver.log)
    receiver.metrics.requests.inc({ signal: 'refused', status: failure.status })
    await recordRefusal(call, failure, receiver)
    if (stream.closed || stream.destroyed || stream.headersSent) return
    // A call that did not end is as good as never made: the sender may make it again.
    if (stream.aborted || failure.reason === 'broken_off') stream.close(constants.NGHTTP2_REFUSED_STREAM)
    else refuseGrpc(stream, failure)
  }
}

async function exportOverGrpc(call: ExportCall, stream: ServerHttp2Stream, receiver: Receiver): Promise<void> {
  const { headers } = call
  const { ':authority': authority } = headers
  checkCaller({ host: typeof authority === 'string' ? authority : headers.host, origin: headers.origin }, receiver.env)
  call.signal = signalOf(headers)
  const chunks = paced(stream.iterator({ destroyOnReturn: false }), receiver.limits)
  const compression = String(headers['grpc-encoding'] ?? 'identity').toLowerCase()
  try {
    const partial = await exportSignal(call, () => openGrpcMessage(chunks, compression), receiver)
    receiver.metrics.requests.inc({ signal: call.signal, status: 200 })
    if (!stream.closed && !stream.destroyed) replyGrpc(stream, encodeResponse(call.signal, partial, 'protobuf'))
  } finally {
    // A reader that is left open keeps what it has read, and with it the call.
    void chunks.return(undefined)
  }
}

function signalOf({ ':method': method, ':path': path = '', 'content-type': type = '' }: IncomingHttpHeaders): Signal {
  if (method !== 'POST' || !type.startsWith('application/grpc')) {
    throw new RequestError(415, 'content_type', 'this port takes gRPC: OTLP/HTTP has a port of its own (4318)')
  }
  const signal = methods.get(path)
  if (signal !== undefined) return signal
  throw new RequestError(404, 'wrong_path', `this port takes ${[...methods.keys()].join(', ')}`)
}
