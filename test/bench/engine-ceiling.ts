import { encodeBatch, type BatchBodies, type TableBody } from '#ingest/write/encode-batch.ts'
import { prepareSpan } from '#ingest/write/prepare-records.ts'
import { RawJson } from '#ingest/write/raw-json.ts'
import { IngestMetrics } from '#ingest/receive/metrics.ts'
import { decodeTracesProtobuf } from '#ingest/otlp/decode-protobuf.ts'
import { createLog } from '#lib/server/log.ts'
import type { Database } from '#clickhouse/client.ts'
import { recordInsertSettings } from '#clickhouse/tables/insert-settings.ts'
import type { TraceTemplate } from './trace-template.ts'

const rowsPerInsert = 4_000
/** As many as ingest writes at the same time. */
const insertsAtOnce = 2

/**
 * Spans per second that the engine alone takes: the rows that ingest would write to the same tables, encoded
 * beforehand and sent by the same client with the same settings and in the same order.
 */
export async function measureEngine(db: Database, template: TraceTemplate, spans: number): Promise<number> {
  const batches = prepareBatches(template, spans)
  const startedAt = performance.now()
  let next = 0
  await Promise.all(
    Array.from({ length: insertsAtOnce }, async () => {
      for (let batch = batches[next++]; batch !== undefined; batch = batches[next++]) await insert(db, batch)
    }),
  )
  return (batches.length * rowsPerInsert) / ((performance.now() - startedAt) / 1000)
}

async function insert(db: Database, batch: BatchBodies): Promise<void> {
  await Promise.all(batch.before.map((body) => insertBody(db, body)))
  if (batch.spans !== null) await insertBody(db, batch.spans)
}

async function insertBody(db: Database, { table, bytes, columns }: TableBody): Promise<void> {
  await db.insert(table, bytes, { format: 'Native', columns, settings: recordInsertSettings })
}

function prepareBatches(template: TraceTemplate, spans: number): BatchBodies[] {
  const context = {
    raw: new RawJson(8 * 1024 * 1024),
    log: createLog({ process: 'bench', level: 'silent' }),
    metrics: new IngestMetrics(() => 0),
    attribute: null,
  }
  return Array.from({ length: Math.ceil(spans / rowsPerInsert) }, () => {
    const records = []
    while (records.length < rowsPerInsert) {
      const request = { project: 'engine', keyId: null, tenant: null, environment: null, receivedAt: Date.now() }
      const decoded = decodeTracesProtobuf(template.fresh()).records
      records.push(...decoded.map((record) => prepareSpan(record, request, context)))
    }
    return encodeBatch(records.slice(0, rowsPerInsert), Date.now())
  })
}
