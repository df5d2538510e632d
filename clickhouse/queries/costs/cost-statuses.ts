import { z } from 'zod'
import { CostStatus } from '#lib/domain/cost.ts'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { runFilters, type ResolvedRunFilter } from '../../sql/filters.ts'
import { inScope } from '../../sql/scope.ts'

export const CostStatusRow = z.object({
  status: CostStatus,
  runs: z.number(),
  /** Of these: a cost of nothing is known, too. */
  known_runs: z.number(),
  cost: z.string().nullable(),
})
export type CostStatusRow = z.infer<typeof CostStatusRow>

/** How many of the matching runs are priced, in full, in part or not at all, and what they cost. */
export const costStatuses = defineScopedQuery({
  name: 'cost-statuses',
  params: z.object({ filter: z.custom<ResolvedRunFilter>() }),
  row: CostStatusRow,
  sql: ({ filter }) => {
    const where = runFilters(filter)
    return {
      sql: `
SELECT
  toString(cost_status) AS status,
  count() AS runs,
  count(cost_usd) AS known_runs,
  toDecimalString(sumOrNull(cost_usd), 12) AS cost
FROM runs FINAL
WHERE ${inScope}
  AND ${where.sql}
GROUP BY status
ORDER BY status
LIMIT 10`,
      params: where.params,
    }
  },
})
