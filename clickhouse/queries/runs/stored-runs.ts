import { z } from 'zod'
import { defineSystemBulkQuery, defineSystemQuery, type SystemQuery } from '../../define-system-query.ts'
import { runColumns, RunRow } from '../../tables/runs.ts'

const BucketRange = z.object({
  project: z.string(),
  /** Buckets, seconds since the epoch. */
  fromHour: z.number().default(0),
  toHour: z.number().default(2 ** 32 - 1),
})

const GroupScope = BucketRange.extend({
  runIds: z.array(z.string()),
  traceIds: z.array(z.string()),
  sessions: z.array(z.string()),
  dialects: z.array(z.string()),
})

const inRange = `
WHERE project = {project:String}
  AND bucket BETWEEN toDateTime({fromHour:UInt32}, 'UTC') AND toDateTime({toHour:UInt32}, 'UTC')`

const storedRunIds = defineSystemQuery({
  name: 'stored-run-ids',
  params: GroupScope,
  row: z.object({ run_id: z.string() }),
  sql: `
SELECT DISTINCT run_id
FROM runs${inRange}
  AND run_id IN {runIds:Array(String)}
UNION DISTINCT
SELECT DISTINCT run_id
FROM runs${inRange}
  AND hasAny(dialects, {dialects:Array(String)})
  AND (session_id IN {sessions:Array(String)} OR hasAny(trace_ids, {traceIds:Array(String)}))`,
})

const newestRows = defineSystemBulkQuery({
  name: 'stored-runs',
  params: BucketRange.extend({ runIds: z.array(z.string()) }),
  row: RunRow,
  sql: `
SELECT
  ${runColumns}
FROM runs${inRange}
  AND run_id IN {runIds:Array(String)}
ORDER BY version DESC, is_deleted ASC
LIMIT 1 BY bucket, run_id`,
})

/**
 * Newest row of each (bucket, run id) that the given groups gave or give: by run id, and for coding CLIs,
 * whose runs have ids of their own, by trace or session. Deleted rows are included, because a later version
 * must pass them. Only buckets from one hour to another are looked at. Most groups are new and have no row:
 * to ask which have costs less than to ask for all columns of none.
 */
export const storedRuns: SystemQuery<typeof GroupScope, typeof RunRow> = async (db, scope, call) => {
  const found = await storedRunIds(db, scope, call)
  if (found.length === 0) return []
  return newestRows(db, { ...scope, runIds: found.map(({ run_id }) => run_id) }, kept, call)
}

const columns = RunRow.keyof().options
const trusted = z.custom<RunRow>()

/** The row moves on to the next one: this stays. */
function kept(row: RunRow): RunRow {
  return trusted.parse(Object.fromEntries(columns.map((column) => [column, row[column]])))
}
