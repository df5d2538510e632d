import { z } from 'zod'
import { CostDimension } from '#lib/domain/costs.ts'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { runFilters, type ResolvedRunFilter } from '../../sql/filters.ts'
import { chargedShares, largeBlocks } from './charged-shares.ts'

export const CostSlotRow = z.object({
  /** When the slice begins. */
  slot_seconds: z.number(),
  /** 0 is all of the slice, 1 a value of the dimension. */
  level: z.number(),
  /** 1 where the row is of all values beyond the limit. */
  is_rest: z.number(),
  /** '' is unknown. */
  key: z.string(),
  cost: z.string(),
  known_shares: z.number(),
  runs: z.number(),
})
export type CostSlotRow = z.infer<typeof CostSlotRow>

const starts = { hour: 'toStartOfHour', day: 'toStartOfDay' }

/** Cost by hour or day of a time zone and by a dimension, of whose values the dearest are told apart. */
export const costSlots = defineScopedQuery({
  name: 'cost-slots',
  params: z.object({
    filter: z.custom<ResolvedRunFilter>(),
    by: CostDimension.nullable(),
    interval: z.enum(['hour', 'day']),
    timeZone: z.string(),
    limit: z.number(),
  }),
  row: CostSlotRow,
  settings: largeBlocks,
  sql: ({ filter, by, interval, timeZone, limit }) => {
    const where = runFilters(filter)
    return {
      sql: `
SELECT
  slot_seconds,
  level,
  level = 1 AND place > {limit:UInt32} AS is_rest,
  if(level = 1 AND is_rest = 0, toString(leaf_key), '') AS key,
  toDecimalString(sum(leaf_cost), 12) AS cost,
  sum(leaf_known_shares) AS known_shares,
  sum(leaf_runs) AS runs
FROM (
  SELECT
    *,
    dense_rank() OVER (ORDER BY cost_of_key DESC, leaf_key) AS place
  FROM (
    SELECT
      *,
      sum(leaf_cost) OVER (PARTITION BY leaf_key) AS cost_of_key
    FROM (
      SELECT
        toUnixTimestamp(${starts[interval]}(started_at, {timeZone:String})) AS slot_seconds,
        key_1 AS leaf_key,
        is_first_tag,
        sum(amount) AS leaf_cost,
        countIf(is_known) AS leaf_known_shares,
        countIf(is_first_0) AS leaf_runs
      FROM (${chargedShares({ by: by === null ? [] : [by], where: where.sql, only: ['amount'] })})
      GROUP BY slot_seconds, leaf_key, is_first_tag
    )
  )
)
ARRAY JOIN ${by === null ? '[0]' : '[0, 1]'} AS level
WHERE (level >= ${by === 'tag' ? 1 : 0} OR is_first_tag)
GROUP BY slot_seconds, level, is_rest, key
ORDER BY slot_seconds, level, is_rest, key
LIMIT 100000`,
      params: { ...where.params, timeZone, limit },
    }
  },
})
