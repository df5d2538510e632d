import { z } from 'zod'
import { defineQuery } from '../../define-query.ts'
import { runColumns, RunRow } from '../../tables/runs.ts'

/** The run with this id. */
export const getRun = defineQuery({
  name: 'get-run',
  params: z.object({ project: z.string(), runId: z.string() }),
  row: RunRow,
  sql: `
SELECT
  ${runColumns}
FROM runs FINAL
WHERE project = {project:String}
  AND run_id = {runId:String}
ORDER BY version DESC
LIMIT 1`,
})

/** The newest run that contains this trace. */
export const getRunOfTrace = defineQuery({
  name: 'get-run-of-trace',
  params: z.object({ project: z.string(), traceId: z.string() }),
  row: RunRow,
  sql: `
SELECT
  ${runColumns}
FROM runs FINAL
WHERE project = {project:String}
  AND has(trace_ids, {traceId:String})
ORDER BY started_at DESC, version DESC
LIMIT 1`,
})
