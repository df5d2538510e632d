import { decodeLogsJson, decodeTracesJson } from '#ingest/otlp/decode-json.ts'
import { decodeLogsProtobuf, decodeTracesProtobuf } from '#ingest/otlp/decode-protobuf.ts'
import { BadRecordError, MalformedOtlpError, type Decoded } from '#ingest/otlp/decoded.ts'
import type { Owner } from '#ingest/receive/exporter.ts'
import { IngestMetrics } from '#ingest/receive/metrics.ts'
import { prepareLog, prepareSpan, type PrepareContext } from '#ingest/write/prepare-records.ts'
import { RawJson } from '#ingest/write/raw-json.ts'
import { RecordEncoder } from '#ingest/write/record-encoder.ts'
import type { StoredRecord } from '#ingest/write/stored-record.ts'
import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { createLog } from '#lib/server/log.ts'
import type { HostileRequest } from './hostile-requests.ts'

/** What becomes of a request. */
export type Taken = {
  status: 200 | 400
  message: string
  /** Identities of the spans and of the log records that can be stored. */
  spans: string[]
  logs: string[]
  rejected: number
  facts: { spans: SpanFacts[]; logs: LogFacts[] }
}

const nothing = { spans: [], logs: [], rejected: 0, facts: { spans: [], logs: [] } }

const maxRecordBytes = 8 * 1024 * 1024

/** Decodes, maps and encodes requests as ingest does, up to the bytes of the rows, without any process. */
export class InProcessTaker {
  private readonly metrics = new IngestMetrics(() => 0)
  private readonly context: PrepareContext = {
    raw: new RawJson(maxRecordBytes),
    log: createLog({ process: 'test', level: 'error' }),
    metrics: this.metrics,
    attribute: null,
  }

  private readonly owner: Owner

  constructor(project = 'default') {
    this.owner = { project, keyId: null, tenant: null, environment: null, receivedAt: Date.now() }
  }

  /** Throws for anything that is not a plain refusal: that is what a fuzzer looks for. */
  take({ signal, encoding, body }: Pick<HostileRequest, 'signal' | 'encoding' | 'body'>): Taken {
    try {
      if (signal === 'metrics') return { status: 200, message: '', ...nothing }
      if (signal === 'traces') {
        const decode = encoding === 'json' ? decodeTracesJson : decodeTracesProtobuf
        return this.store(decode(body), (record) => prepareSpan(record, this.owner, this.context))
      }
      const decode = encoding === 'json' ? decodeLogsJson : decodeLogsProtobuf
      return this.store(decode(body), (record) => prepareLog(record, this.owner, this.context))
    } catch (error) {
      if (!(error instanceof MalformedOtlpError)) throw error
      return { status: 400, message: error.message, ...nothing }
    }
  }

  /** Records that were stored as they came because mapping them threw. */
  async mappingFailures(): Promise<number> {
    const { values } = await this.metrics.normaliseFailures.get()
    return values.reduce((sum, { value }) => sum + value, 0)
  }

  private store<Record>({ records, rejected }: Decoded<Record>, prepare: (record: Record) => StoredRecord): Taken {
    const facts: Taken['facts'] = { spans: [], logs: [] }
    const taken: Taken = { status: 200, message: '', spans: [], logs: [], rejected: rejected.count, facts }
    const messages = [...rejected.reasons]
    const encoder = new RecordEncoder({ rows: records.length, bytes: 0 })
    for (const record of records) {
      try {
        const stored = prepare(record)
        if (encoder.encode(stored) === null) throw new BadRecordError('storage', 'a value does not fit its column')
        if ('span' in stored.rows) {
          const span = stored.rows.span.facts
          facts.spans.push(span)
          taken.spans.push(`${span.traceId} ${span.spanId}`)
        } else {
          facts.logs.push(stored.rows.log.facts)
          taken.logs.push(stored.rows.log.facts.logId)
        }
      } catch (error) {
        if (!(error instanceof BadRecordError)) throw error
        taken.rejected += 1
        messages.push(error.message)
      }
    }
    return { ...taken, message: messages.join('; ') }
  }
}
