import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Database } from '#clickhouse/client.ts'

/** What spans and the log records beside them are stored in. */
const tables = ['spans', 'span_io', 'log_records'] as const

type TableUse = { rows: number; bytes: number }
export type DiskUse = Record<(typeof tables)[number], TableUse>

export type DiskPerSpan = {
  spans: number
  /** All tables together. */
  bytesPerSpan: number
  spansBytes: number
  spanIoBytes: number
  logRecordsBytes: number
}

export const nothing: DiskUse = {
  spans: { rows: 0, bytes: 0 },
  span_io: { rows: 0, bytes: 0 },
  log_records: { rows: 0, bytes: 0 },
}

const Rows = z.array(z.object({ table: z.enum(tables), row_count: z.coerce.number(), bytes: z.coerce.number() }))

/** Rows and bytes on disk when everything is merged. */
export async function diskUse(db: Database): Promise<DiskUse> {
  for (const table of tables) await db.command(`OPTIMIZE TABLE ${table} FINAL`)
  await mergesDone(db)
  const rows = Rows.parse(await db.query({ name: 'bench-disk-use', sql: diskSql }))
  const use = { ...nothing }
  for (const { table, row_count, bytes } of rows) use[table] = { rows: row_count, bytes }
  return use
}

/** Bytes a span of what came in between two looks. */
export function perSpan(before: DiskUse, after: DiskUse): DiskPerSpan {
  const spans = after.spans.rows - before.spans.rows
  const of = (table: (typeof tables)[number]) => Math.round((after[table].bytes - before[table].bytes) / spans)
  const [spansBytes, spanIoBytes, logRecordsBytes] = [of('spans'), of('span_io'), of('log_records')]
  return { spans, bytesPerSpan: spansBytes + spanIoBytes + logRecordsBytes, spansBytes, spanIoBytes, logRecordsBytes }
}

async function mergesDone(db: Database): Promise<void> {
  for (let running = 1; running > 0; await sleep(200)) {
    running = (await db.query({ name: 'bench-merges', sql: 'SELECT 1 FROM system.merges LIMIT 1' })).length
  }
}

const diskSql = `
  SELECT table, sum(rows) AS row_count, sum(bytes_on_disk) AS bytes
  FROM system.parts
  WHERE active AND database = currentDatabase() AND table IN ('spans', 'span_io', 'log_records')
  GROUP BY table
  ORDER BY table
  LIMIT 10`
