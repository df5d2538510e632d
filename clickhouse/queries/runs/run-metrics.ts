import { z } from 'zod'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { runFilters, type ResolvedRunFilter } from '../../sql/filters.ts'
import { inScope } from '../../sql/scope.ts'

/** A filter with both ends of its time range: what bounds the number of slots. */
export type BoundedRunFilter = ResolvedRunFilter & { fromNs: string; toNs: string }

export const RunMetricsRow = z.object({
  /** Number of the slice of time, from 0; of no meaning in the total. */
  slot: z.number(),
  is_total: z.number(),
  run_count: z.number(),
  bad_runs: z.number(),
  cost_text: z.string().nullable(),
  unpriced_runs: z.number(),
  partial_runs: z.number(),
  p95_ns: z.number().nullable(),
  /** When the first and the last of them began. */
  first_ns: z.string(),
  last_ns: z.string(),
})
export type RunMetricsRow = z.infer<typeof RunMetricsRow>

/** Sums of the matching runs by slice of time, the empty ones left out, and of all of them in one more row. */
export const runMetrics = defineScopedQuery({
  name: 'run-metrics',
  params: z.object({
    filter: z.custom<BoundedRunFilter>(),
    /** Begin of slot 0, not after the filter's. */
    firstNs: z.string(),
    bucketNs: z.string(),
    limit: z.number(),
  }),
  row: RunMetricsRow,
  sql: ({ filter, firstNs, bucketNs, limit }) => {
    const where = runFilters(filter)
    return {
      sql: `
SELECT
  intDiv(toUnixTimestamp64Nano(started_at) - {firstNs:Int64}, {bucketNs:Int64}) AS slot,
  grouping(slot) AS is_total,
  count() AS run_count,
  countIf(end_reason IN ('error', 'abandoned', 'budget', 'max_steps')) AS bad_runs,
  toDecimalString(sumOrNull(cost_usd), 12) AS cost_text,
  countIf(cost_status = 'unpriced') AS unpriced_runs,
  countIf(cost_status = 'partial') AS partial_runs,
  quantileExactIfOrNull(0.95)(duration_ns, end_reason != 'running') AS p95_ns,
  toString(toUnixTimestamp64Nano(min(started_at))) AS first_ns,
  toString(toUnixTimestamp64Nano(max(started_at))) AS last_ns
FROM runs FINAL
WHERE ${inScope}
  AND ${where.sql}
GROUP BY slot WITH ROLLUP
ORDER BY is_total DESC, slot
LIMIT {limit:UInt32}`,
      params: { ...where.params, firstNs, bucketNs, limit },
    }
  },
})
