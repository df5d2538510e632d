import type { IncomingHttpHeaders } from 'node:http'
import { freeBytes } from '#clickhouse/free-bytes.ts'
import type { OutcomeTransport } from '#lib/domain/ingest-outcome.ts'
import { readLogsJson, readTracesJson } from '../otlp/decode-json.ts'
import { readLogsProtobuf, readTracesProtobuf } from '../otlp/decode-protobuf.ts'
import { MalformedOtlpError, type DecodedStream, type Rejections } from '../otlp/decoded.ts'
import type { PartialSuccess, Signal } from '../otlp/encode-response.ts'
import { admitKey } from './admit-key.ts'
import { authenticate, type Sender } from './authenticate.ts'
import { StoreAwayError, type ExportRequest } from './exporter.ts'
import { readBody, type BodySource } from './read-body.ts'
import type { Receiver } from './receiver.ts'
import { recordMetricsCall, recordRejections } from './record-refused.ts'
import { RequestError, retryLater } from './request-error.ts'

/** One export request as any transport hands it over; what becomes known on the way stays in it. */
export type ExportCall = {
  signal: Signal
  transport: OutcomeTransport
  headers: IncomingHttpHeaders
  /** Null until the key has been looked at. */
  sender: Sender | null
  /** Decoded bytes; 0 until the body has been read. */
  bytes: number
}

/** Takes a request from its key to the answer that says what was stored; `open` gives its body. */
export async function exportSignal(
  call: ExportCall,
  open: () => Promise<BodySource> | BodySource,
  receiver: Receiver,
): Promise<PartialSuccess | null> {
  const { env, keys, turns, admission } = receiver
  const sender = await authenticate(call.headers, { keys, required: env.TACHO_AUTH === 'required', kinds: ['ingest'] })
  call.sender = sender
  admitKey(sender, receiver)
  if (receiver.stopping.aborted) throw retryLater('overloaded', 'the receiver is stopping: retry later')
  const endTurn = await turns.take(sender.project)
  const reservation = admission.open(sender.project)
  try {
    const limits = {
      decodedBytes: Math.min(env.TACHO_MAX_BODY_BYTES, admission.largestRequest),
      gzipBytes: env.TACHO_MAX_GZIP_BYTES,
    }
    const takeTurn = () => receiver.suspectTurns.take(sender.project)
    const body = await readBody(await open(), limits, { reservation, takeTurn })
    call.bytes = body.bytes.length
    receiver.keyQuotas.spend(sender, body.bytes.length)
    receiver.metrics.bytes.inc({ form: 'wire' }, body.wireBytes)
    receiver.metrics.bytes.inc({ form: 'decoded' }, body.bytes.length)
    endTurn()
    return await storeBody(call, body.bytes, sender, receiver)
  } finally {
    endTurn()
    reservation.release()
  }
}

async function storeBody(
  call: ExportCall,
  body: Buffer,
  sender: Sender,
  receiver: Receiver,
): Promise<PartialSuccess | null> {
  const { exporter, notice } = receiver
  const isJson = call.transport === 'http-json'
  switch (call.signal) {
    case 'traces': {
      const spans = isJson ? readTracesJson(body) : readTracesProtobuf(body)
      return store(call, spans, body, sender, receiver, (batch) => exporter.exportTraces(batch))
    }
    case 'logs': {
      const logs = isJson ? readLogsJson(body) : readLogsProtobuf(body)
      return store(call, logs, body, sender, receiver, (batch) => exporter.exportLogs(batch))
    }
    case 'metrics':
      recordMetricsCall(call, receiver)
      return notice.due(sender, Date.now())
    default:
      return call.signal satisfies never
  }
}

async function store<Record>(
  call: ExportCall,
  decoded: DecodedStream<Record>,
  body: Buffer,
  sender: Sender,
  receiver: Receiver,
  exportBatch: (request: ExportRequest<Record>) => Promise<Rejections>,
): Promise<PartialSuccess | null> {
  const { signal, transport, bytes } = call
  const { metrics } = receiver
  const { tally } = decoded
  const records = readOnce(decoded, body, () => metrics.received.inc({ signal }, tally.read + tally.rejected.count))
  const refused = await exportOrRefuse(() =>
    exportBatch({ ...sender, transport, bytes, records, receivedAt: Date.now() }),
  )
  metrics.accepted.inc({ signal }, tally.read - refused.count)
  tally.rejected.merge(refused)
  if (tally.rejected.count > 0) {
    metrics.countRejections(signal, tally.rejected)
    recordRejections(call, tally.rejected, receiver)
  }
  return partialSuccessOf(tally.rejected)
}

/** Records hold copies of what they need of the body: it goes when the last was read. */
function* readOnce<Record>({ records }: DecodedStream<Record>, body: Buffer, onRead: () => void): Generator<Record> {
  try {
    yield* records
    onRead()
  } finally {
    freeBytes(body)
  }
}

function partialSuccessOf({ count, reasons, warnings }: Rejections): PartialSuccess | null {
  if (count === 0 && warnings.length === 0) return null
  const refused = count === 0 ? [] : [`refused: ${reasons.join('; ')}`]
  return { rejected: count, message: [...refused, ...warnings].join('; ') }
}

async function exportOrRefuse(run: () => Promise<Rejections>): Promise<Rejections> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof MalformedOtlpError) throw new RequestError(400, 'malformed', error.message, { cause: error })
    if (error instanceof StoreAwayError) throw retryLater('store_away', error.message, { cause: error })
    throw error
  }
}
