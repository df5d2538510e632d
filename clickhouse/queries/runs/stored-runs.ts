import { z } from 'zod'
import { defineQuery } from '../../define-query.ts'
import { runColumns, RunRow } from '../../tables/runs.ts'

/**
 * Newest row of each (bucket, run id) that the given groups gave or give: by run id, by trace, or by
 * session of a coding CLI. Deleted rows are included, because a later version must pass them.
 */
export const storedRuns = defineQuery({
  name: 'stored-runs',
  params: z.object({
    project: z.string(),
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
  AND run_id IN (
    SELECT arrayJoin({runIds:Array(String)})
    UNION DISTINCT
    SELECT run_id FROM runs WHERE project = {project:String} AND hasAny(trace_ids, {traceIds:Array(String)})
    UNION DISTINCT
    SELECT run_id FROM runs
    WHERE project = {project:String} AND session_id IN {sessions:Array(String)} AND hasAny(dialects, {dialects:Array(String)})
  )
ORDER BY version DESC, is_deleted ASC
LIMIT 1 BY bucket, run_id`,
})
