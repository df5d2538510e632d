import { setImmediate as nextTurn } from 'node:timers/promises'
import type { OutcomeSignal } from '#lib/domain/ingest-outcome.ts'
import type { LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import { BadRecordError, Rejections } from '../otlp/decoded.ts'
import { ExportOutcomes } from '../outcomes/export-outcomes.ts'
import type { OutcomeRecorder } from '../outcomes/outcome-recorder.ts'
import type { ExportRequest, Exporter } from '../receive/exporter.ts'
import type { BatchWriter } from './batch-writer.ts'
import { prepareLog, prepareSpan, type PrepareContext } from './prepare-records.ts'
import { RecordEncoders, type EncodedRecord } from './record-encoder.ts'
import type { StoredRecord } from './stored-record.ts'

type Options = { writer: BatchWriter; prepare: PrepareContext; outcomes: OutcomeRecorder }

/** Other requests, health checks and inserts get their turn at least this often, milliseconds. */
const turnMs = 10

/** Normalises and encodes records and hands them to the writer. */
export function createExporter({ writer, prepare, outcomes }: Options): Exporter {
  const encoders = new RecordEncoders()
  return {
    exportTraces: (request) =>
      exportRecords('traces', request, { writer, outcomes, encoders }, (record) =>
        prepareSpan(record, request, prepare),
      ),
    exportLogs: (request) =>
      exportRecords('logs', request, { writer, outcomes, encoders }, (record) => prepareLog(record, request, prepare)),
  }
}

async function exportRecords<Record extends SpanRecord | LogRecord>(
  signal: OutcomeSignal,
  request: ExportRequest<Record>,
  { writer, outcomes, encoders }: Pick<Options, 'writer' | 'outcomes'> & { encoders: RecordEncoders },
  prepare: (record: Record) => StoredRecord,
): Promise<Rejections> {
  const { records } = request
  const became = new ExportOutcomes(request, signal)
  const encoder = encoders.of({ rows: records.length, bytes: request.bytes })
  const encoded: EncodedRecord[] = []
  const rejections = new Rejections()
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
  if (encoded.length > 0) rejections.merge(await writer.write(encoded))
  became.finish(outcomes, records.length - rejections.count)
  rejections.warnings.push(...became.warnings())
  return rejections
}
