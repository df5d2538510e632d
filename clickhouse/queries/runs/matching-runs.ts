import { z } from 'zod'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { runFilters, type ResolvedRunFilter } from '../../sql/filters.ts'
import { inScope } from '../../sql/scope.ts'

const MatchingRun = z.object({ bucket_hour: z.string(), run_id: z.string(), started_ns: z.string() })
export type MatchingRun = z.infer<typeof MatchingRun>

/** Which runs a filter finds, the newest first: what is costly to find is then read by its key. */
export const matchingRuns = defineScopedQuery({
  name: 'matching-runs',
  params: z.object({ filter: z.custom<ResolvedRunFilter>(), limit: z.number() }),
  row: MatchingRun,
  settings: { use_top_k_dynamic_filtering: 0 },
  sql: ({ filter, limit }) => {
    const where = runFilters(filter)
    return {
      sql: `
SELECT
  toString(bucket) AS bucket_hour,
  run_id,
  toString(toUnixTimestamp64Nano(started_at)) AS started_ns
FROM runs FINAL
WHERE ${inScope}
  AND ${where.sql}
ORDER BY started_at DESC, run_id DESC
LIMIT {limit:UInt32}`,
      params: { ...where.params, limit },
    }
  },
})
