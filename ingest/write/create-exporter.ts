import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Attribute } from '#lib/attribution/attribute-by-rules.ts'
import type { OutcomeSignal } from '#lib/domain/ingest-outcome.ts'
import type { LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import type { ProjectAttribution } from '#lib/server/attribution-rules.ts'
import { BadRecordError, Rejections } from '../otlp/decoded.ts'
import { ExportOutcomes } from '../outcomes/export-outcomes.ts'
import type { OutcomeRecorder } from '../outcomes/outcome-recorder.ts'
import { StoreAwayError, type ExportRequest, type Exporter, type Owner } from '../receive/exporter.ts'
import type { BatchWriter } from './batch-writer.ts'
import { prepareLog, prepareSpan, type PrepareContext } from './prepare-records.ts'
import { RecordEncoders, type EncodedRecord, type RecordEncoder } from './record-encoder.ts'
import type { StoredRecord } from './stored-record.ts'

type Options = {
  writer: BatchWriter
  prepare: Omit<PrepareContext, 'attribute'>
  attribution: ProjectAttribution
  outcomes: OutcomeRecorder
}

/** Other requests, health checks and inserts get their turn at least this often, milliseconds. */
const turnMs = 10
/** On the wire, for a guess at how many a request has. */
const usualRecordBytes = 1_024

/** Normalises and encodes records and hands them to the writer. */
export function createExporter({ writer, prepare, attribution, outcomes }: Options): Exporter {
  const sink = { writer, outcomes, encoders: new RecordEncoders() }
  return {
    exportTraces: async (request) => {
      const context = { ...prepare, attribute: await rulesOf(request, attribution) }
      return exportRecords('traces', request, sink, (record) => prepareSpan(record, request, context))
    },
    exportLogs: async (request) => {
      const context = { ...prepare, attribute: await rulesOf(request, attribution) }
      return exportRecords('logs', request, sink, (record) => prepareLog(record, request, context))
    },
  }
}

async function rulesOf({ project }: Owner, attribution: ProjectAttribution): Promise<Attribute | null> {
  return attribution.of(project).catch((cause: unknown) => {
    throw new StoreAwayError('the database is away, the rules of the project cannot be read: retry later', { cause })
  })
}

async function exportRecords<Record extends SpanRecord | LogRecord>(
  signal: OutcomeSignal,
  request: ExportRequest<Record>,
  { writer, outcomes, encoders }: Pick<Options, 'writer' | 'outcomes'> & { encoders: RecordEncoders },
  prepare: (record: Record) => StoredRecord,
): Promise<Rejections> {
  const encoder = encoders.of({ rows: Math.ceil(request.bytes / usualRecordBytes), bytes: request.bytes })
  const batch: Batch = {
    encoder,
    encoded: [],
    rejections: new Rejections(),
    became: new ExportOutcomes(request, signal),
  }
  await encodeAll(request.records, prepare, batch).catch((error: unknown) => {
    encoder.giveBack()
    throw error
  })
  const { encoded, rejections, became } = batch
  const refused = encoded.length > 0 ? await writer.write(encoded) : new Rejections()
  encoder.giveBack()
  became.finish(outcomes, encoded.length - refused.count)
  rejections.merge(refused)
  rejections.warnings.push(...became.warnings())
  return rejections
}

/** What is made of a request. */
type Batch = { encoder: RecordEncoder; encoded: EncodedRecord[]; rejections: Rejections; became: ExportOutcomes }

/** One record after the other goes all the way before the next is read. */
async function encodeAll<Record extends SpanRecord | LogRecord>(
  records: Iterable<Record>,
  prepare: (record: Record) => StoredRecord,
  { encoder, encoded, rejections, became }: Batch,
): Promise<void> {
  let turnEndsAt = performance.now() + turnMs
  for (const record of records) {
    try {
      const prepared = prepare(record)
      const rows = encoder.encode(prepared)
      if (rows === null) throw new BadRecordError('storage', 'a value does not fit its column')
      became.note(record, prepared)
      encoded.push(rows)
    } catch (error) {
      if (!(error instanceof BadRecordError)) throw error
      rejections.add(error.code, error.message)
    }
    if (performance.now() < turnEndsAt) continue
    await nextTurn()
    turnEndsAt = performance.now() + turnMs
  }
}
