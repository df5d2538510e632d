import { setImmediate as nextTurn } from 'node:timers/promises'
import { BadRecordError, Rejections } from '../otlp/decoded.ts'
import type { ExportRequest, Exporter } from '../receive/exporter.ts'
import type { BatchWriter } from './batch-writer.ts'
import { prepareLog, prepareSpan, type PrepareContext } from './prepare-records.ts'
import type { StoredRecord } from './stored-record.ts'

type Options = { writer: BatchWriter; prepare: PrepareContext }

/** Other requests, health checks and inserts get their turn at least this often, milliseconds. */
const turnMs = 10

/** Normalises records and hands them to the writer. */
export function createExporter({ writer, prepare }: Options): Exporter {
  return {
    exportTraces: (request) => exportRecords(request, writer, (record) => prepareSpan(record, request, prepare)),
    exportLogs: (request) => exportRecords(request, writer, (record) => prepareLog(record, request, prepare)),
  }
}

async function exportRecords<Record>(
  { records }: ExportRequest<Record>,
  writer: BatchWriter,
  prepare: (record: Record) => StoredRecord,
): Promise<Rejections> {
  const prepared: StoredRecord[] = []
  const rejections = new Rejections()
  let turnEndsAt = performance.now() + turnMs
  for (const record of records) {
    try {
      prepared.push(prepare(record))
    } catch (error) {
      if (!(error instanceof BadRecordError)) throw error
      rejections.add(error.code, error.message)
    }
    if (performance.now() < turnEndsAt) continue
    await nextTurn()
    turnEndsAt = performance.now() + turnMs
  }
  if (prepared.length > 0) rejections.merge(await writer.write(prepared))
  return rejections
}
