import type { IncomingMessage, ServerResponse } from 'node:http'
import { decodeLogsJson, decodeTracesJson } from '../otlp/decode-json.ts'
import { decodeLogsProtobuf, decodeTracesProtobuf } from '../otlp/decode-protobuf.ts'
import { MalformedOtlpError, type Decoded, type Rejections } from '../otlp/decoded.ts'
import { encodeResponse, type PartialSuccess, type Signal } from '../otlp/encode-response.ts'
import type { Encoding } from '../otlp/status.ts'
import { authenticate, type Sender } from './authenticate.ts'
import { StoreAwayError, type ExportRequest } from './exporter.ts'
import { readBody } from './read-body.ts'
import type { Receiver } from './receiver.ts'
import { encodingOf, reply } from './reply.ts'
import { RequestError, retryLater } from './request-error.ts'

/** One export request, from its headers to the answer that says what was stored. */
export async function exportOverHttp(
  signal: Signal,
  request: IncomingMessage,
  response: ServerResponse,
  receiver: Receiver,
): Promise<void> {
  const { env, keys, admission, metrics } = receiver
  const sender = await authenticate(request.headers, {
    keys,
    required: env.TACHO_AUTH === 'required',
    kinds: ['ingest'],
  })
  const encoding = encodingOf(request.headers['content-type'])
  if (encoding === null) throw new RequestError(415, 'content-type must be application/x-protobuf or application/json')
  const reservation = admission.open(sender.project)
  try {
    const limits = { decodedBytes: env.TACHO_MAX_BODY_BYTES, gzipBytes: env.TACHO_MAX_GZIP_BYTES }
    const { bytes, wireBytes } = await readBody(request, limits, reservation)
    metrics.bytes.inc({ form: 'wire' }, wireBytes)
    metrics.bytes.inc({ form: 'decoded' }, bytes.length)
    const partial = await exportBody(signal, bytes, encoding, sender, receiver)
    metrics.requests.inc({ signal, status: 200 })
    reply(response, 200, encoding, encodeResponse(signal, partial, encoding))
  } finally {
    reservation.release()
  }
}

async function exportBody(
  signal: Signal,
  body: Buffer,
  encoding: Encoding,
  sender: Sender,
  receiver: Receiver,
): Promise<PartialSuccess | null> {
  const { exporter } = receiver
  switch (signal) {
    case 'traces': {
      const decode = encoding === 'json' ? decodeTracesJson : decodeTracesProtobuf
      return store(
        signal,
        decodeBody(() => decode(body)),
        { ...sender, transport: `http-${encoding}`, bytes: body.length },
        receiver,
        (batch) => exporter.exportTraces(batch),
      )
    }
    case 'logs': {
      const decode = encoding === 'json' ? decodeLogsJson : decodeLogsProtobuf
      return store(
        signal,
        decodeBody(() => decode(body)),
        { ...sender, transport: `http-${encoding}`, bytes: body.length },
        receiver,
        (batch) => exporter.exportLogs(batch),
      )
    }
    case 'metrics':
      return receiver.notice.due(sender, Date.now())
    default:
      return signal satisfies never
  }
}

function decodeBody<Record>(decode: () => Decoded<Record>): Decoded<Record> {
  try {
    return decode()
  } catch (error) {
    if (error instanceof MalformedOtlpError) throw new RequestError(400, error.message, { cause: error })
    throw error
  }
}

async function store<Record>(
  signal: Signal,
  { records, rejected }: Decoded<Record>,
  source: Omit<ExportRequest<Record>, 'records' | 'receivedAt'>,
  { metrics }: Receiver,
  exportBatch: (request: ExportRequest<Record>) => Promise<Rejections>,
): Promise<PartialSuccess | null> {
  metrics.received.inc({ signal }, records.length + rejected.count)
  if (records.length > 0) {
    const refused = await exportOrRetry(() => exportBatch({ ...source, records, receivedAt: Date.now() }))
    metrics.accepted.inc({ signal }, records.length - refused.count)
    rejected.merge(refused)
  }
  metrics.countRejections(signal, rejected)
  if (rejected.count === 0) return null
  return { rejected: rejected.count, message: `refused: ${rejected.reasons.join('; ')}` }
}

async function exportOrRetry(run: () => Promise<Rejections>): Promise<Rejections> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof StoreAwayError) throw retryLater(error.message, { cause: error })
    throw error
  }
}
