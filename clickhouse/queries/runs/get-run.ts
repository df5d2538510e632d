import { z } from 'zod'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { runColumns, RunRow } from '../../tables/runs.ts'
import { inScope } from '../../sql/scope.ts'

/** The run with this id. */
export const getRun = defineScopedQuery({
  name: 'get-run',
  params: z.object({ runId: z.string() }),
  row: RunRow,
  sql: `
SELECT
  ${runColumns}
FROM runs FINAL
WHERE ${inScope}
  AND run_id = {runId:String}
ORDER BY version DESC
LIMIT 1`,
})

/** The newest run that contains this trace. */
export const getRunOfTrace = defineScopedQuery({
  name: 'get-run-of-trace',
  params: z.object({ traceId: z.string() }),
  row: RunRow,
  sql: `
SELECT
  ${runColumns}
FROM runs FINAL
WHERE ${inScope}
  AND has(trace_ids, {traceId:String})
ORDER BY started_at DESC, version DESC
LIMIT 1`,
})
