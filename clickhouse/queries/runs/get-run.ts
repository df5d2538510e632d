import { z } from 'zod'
import { defineQuery } from '../../define-query.ts'
import { runColumns, RunRow } from '../../tables/runs.ts'

/** The run with this id, else the newest run that contains the trace of this id. */
export const getRun = defineQuery({
  name: 'get-run',
  params: z.object({ project: z.string(), runId: z.string() }),
  row: RunRow,
  sql: `
SELECT
  ${runColumns}
FROM runs FINAL
WHERE project = {project:String}
  AND (run_id = {runId:String} OR has(trace_ids, {runId:String}))
ORDER BY run_id = {runId:String} DESC, started_at DESC, version DESC
LIMIT 1`,
})
