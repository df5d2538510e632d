import { z } from 'zod'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { inScope } from '../../sql/scope.ts'

/** The runs that some traces belong to. */
export const runsOfTraces = defineScopedQuery({
  name: 'runs-of-traces',
  params: z.object({ traceIds: z.array(z.string()), limit: z.number() }),
  row: z.object({ run_id: z.string(), trace_ids: z.array(z.string()) }),
  sql: `
SELECT
  run_id,
  trace_ids
FROM runs FINAL
WHERE ${inScope}
  AND hasAny(trace_ids, {traceIds:Array(String)})
LIMIT {limit:UInt32}`,
})
