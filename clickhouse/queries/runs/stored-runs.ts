import { z } from 'zod'
import { defineQuery } from '../../define-query.ts'
import { runColumns, RunRow } from '../../tables/runs.ts'

/**
 * Newest row of each (bucket, run id) that the given groups gave or give: by run id, and for coding CLIs,
 * whose runs have ids of their own, by trace or session. Deleted rows are included, because a later version
 * must pass them. Only buckets from one hour to another (seconds since the epoch) are looked at.
 */
export const storedRuns = defineQuery({
  name: 'stored-runs',
  params: z.object({
    project: z.string(),
    fromHour: z.number().default(0),
    toHour: z.number().default(2 ** 32 - 1),
    runIds: z.array(z.string()),
    traceIds: z.array(z.string()),
    sessions: z.array(z.string()),
    dialects: z.array(z.string()),
  }),
  row: RunRow,
  sql: `
SELECT
  ${runColumns}
FROM runs
WHERE project = {project:String}
  AND bucket BETWEEN toDateTime({fromHour:UInt32}, 'UTC') AND toDateTime({toHour:UInt32}, 'UTC')
  AND run_id IN (
    SELECT arrayJoin({runIds:Array(String)})
    UNION DISTINCT
    SELECT run_id FROM runs
    WHERE project = {project:String}
      AND bucket BETWEEN toDateTime({fromHour:UInt32}, 'UTC') AND toDateTime({toHour:UInt32}, 'UTC')
      AND hasAny(dialects, {dialects:Array(String)})
      AND (session_id IN {sessions:Array(String)} OR hasAny(trace_ids, {traceIds:Array(String)}))
  )
ORDER BY version DESC, is_deleted ASC
LIMIT 1 BY bucket, run_id`,
})
