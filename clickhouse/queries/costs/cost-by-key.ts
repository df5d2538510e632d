import { z } from 'zod'
import { CostDimension } from '#lib/domain/costs.ts'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { runFilters, type ResolvedRunFilter } from '../../sql/filters.ts'
import { chargedShares, largeBlocks } from './charged-shares.ts'

/** Nothing but the cost of each value of a dimension, the dearest first. */
export const costByKey = defineScopedQuery({
  name: 'cost-by-key',
  params: z.object({ filter: z.custom<ResolvedRunFilter>(), by: CostDimension, limit: z.number() }),
  /** key: '' is unknown. */
  row: z.object({ key: z.string(), cost: z.string(), known_shares: z.number() }),
  settings: largeBlocks,
  sql: ({ filter, by, limit }) => {
    const where = runFilters(filter)
    return {
      sql: `
SELECT
  toString(key_1) AS key,
  toDecimalString(sum(amount), 12) AS cost,
  countIf(is_known) AS known_shares
FROM (${chargedShares({ by: [by], where: where.sql, only: ['amount'] })})
GROUP BY key_1
ORDER BY sum(amount) DESC, key
LIMIT {limit:UInt32}`,
      params: { ...where.params, limit },
    }
  },
})
