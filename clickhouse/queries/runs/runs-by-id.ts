import { z } from 'zod'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { inProject, inBounds } from '../../sql/scope.ts'

/** Where these runs are and when they ran; each in its newest version. */
export const runsById = defineScopedQuery({
  name: 'runs-by-id',
  params: z.object({ runIds: z.array(z.string()) }),
  row: z.object({
    run_id: z.string(),
    tenant: z.string(),
    environment: z.string(),
    trace_ids: z.array(z.string()),
    dialects: z.array(z.string()),
    from_ns: z.string(),
    to_ns: z.string(),
  }),
  sql: `
SELECT
  run_id,
  tenant,
  environment,
  trace_ids,
  dialects,
  from_ns,
  to_ns
FROM (
  SELECT
    run_id,
    tenant,
    environment,
    trace_ids,
    dialects,
    toString(toUnixTimestamp64Nano(started_at)) AS from_ns,
    toString(toUnixTimestamp64Nano(ended_at)) AS to_ns,
    is_deleted
  FROM runs
  WHERE ${inProject}
    AND run_id IN {runIds:Array(String)}
  ORDER BY version DESC, is_deleted ASC
  LIMIT 1 BY run_id
)
WHERE is_deleted = 0
  AND ${inBounds}`,
})
