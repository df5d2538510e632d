import { z } from 'zod'
import { defineQuery } from '../../define-query.ts'

/** The runs that some traces belong to. */
export const runsOfTraces = defineQuery({
  name: 'runs-of-traces',
  params: z.object({ project: z.string(), traceIds: z.array(z.string()), limit: z.number() }),
  row: z.object({ run_id: z.string(), trace_ids: z.array(z.string()) }),
  sql: `
SELECT
  run_id,
  trace_ids
FROM runs FINAL
WHERE project = {project:String}
  AND hasAny(trace_ids, {traceIds:Array(String)})
LIMIT {limit:UInt32}`,
})
