import { z } from 'zod'
import { AppError } from '#lib/domain/errors.ts'
import type { Database } from '../client.ts'
import { defineSystemQuery } from '../define-system-query.ts'
import { onCluster } from '../macros.ts'
import { backupTarget } from './backup-target.ts'
import { databaseName } from './database-name.ts'
import { runInBackground, type BackupWork } from './run-backup.ts'

const tablesOf = defineSystemQuery({
  name: 'tables-of-database',
  params: z.object({}),
  row: z.object({ name: z.string().regex(/^\w+$/), engine: z.string(), total_rows: z.coerce.number() }),
  sql: `
SELECT
  name,
  engine,
  ifNull(total_rows, 0) AS total_rows
FROM system.tables
WHERE database = currentDatabase()
ORDER BY name`,
})

export type Restored = BackupWork & { tables: { name: string; rows: number }[] }

/**
 * Puts a backup into a database without tables, and reads every part of it to the last byte: restoring alone does
 * not notice a damaged file. A damaged backup leaves nothing behind.
 */
export async function restoreBackup(db: Database, template: string, name: string): Promise<Restored> {
  const target = backupTarget(template, name)
  const topology = await db.topology()
  await db.create(onCluster(topology))
  const database = await databaseName(db)
  const present = await tablesOf(db, {})
  if (present.length > 0)
    throw new AppError(
      'conflict',
      `The database "${database}" already has tables. A backup is restored into an empty one: set TACHO_DATA_DIR to a new folder, or name another database in CLICKHOUSE_URL.`,
    )
  const work = await runInBackground(db, `RESTORE DATABASE ${database} ${onCluster(topology)} FROM ${target}`)
  const tables = await tablesOf(db, {})
  const damaged: string[] = []
  for (const { name: table, engine } of tables) {
    if (!engine.endsWith('MergeTree')) continue
    if (await isDamaged(db, table)) damaged.push(table)
  }
  if (damaged.length > 0) {
    await db.command(`DROP DATABASE ${database} ${onCluster(topology)} SYNC`)
    throw new AppError(
      'bad_request',
      `The backup ${name} is damaged (${damaged.join(', ')}) and was taken out again: use another one.`,
    )
  }
  return { ...work, tables: tables.map((table) => ({ name: table.name, rows: table.total_rows })) }
}

const partsOf = defineSystemQuery({
  name: 'parts-of-table',
  params: z.object({ table: z.string() }),
  row: z.object({ name: z.string().regex(/^[\w-]+$/) }),
  sql: `
SELECT name
FROM system.parts
WHERE database = currentDatabase()
  AND table = {table:String}
  AND active
ORDER BY name`,
})

const CheckResult = z.array(z.object({ is_passed: z.coerce.number() }))
/** A large part takes a while: the server says now and then that it is still at it. */
const checkSettings = { send_progress_in_http_headers: 1, http_headers_progress_interval_ms: '10000' } as const

/** Reads all files of a table and compares them with their checksums. Parts that a merge replaced meanwhile were read by it. */
async function isDamaged(db: Database, table: string): Promise<boolean> {
  for (const { name } of await partsOf(db, { table })) {
    const sql = `CHECK TABLE ${table} PART '${name}' SETTINGS check_query_single_value_result = 0`
    const rows = CheckResult.parse(await db.query({ name: 'check-part', sql, settings: checkSettings }))
    if (rows.some(({ is_passed }) => is_passed !== 1)) return true
  }
  return false
}
