import { z } from 'zod'
import { SpanKind } from '#lib/domain/span.ts'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { sumOfUnits } from '../../sql/extra-units.ts'
import { runFilters, type ResolvedRunFilter } from '../../sql/filters.ts'
import { chargedShares, groupKeys, largeBlocks, shareCounts } from './charged-shares.ts'

export const ModelUsageRow = z.object({
  /** '' is unknown; so are all task types where they are not told apart. */
  task_type: z.string(),
  /** '' as well where kinds are not told apart. */
  kind: z.union([SpanKind, z.literal('')]),
  provider: z.string(),
  model: z.string(),
  calls: z.number(),
  input_uncached: z.number(),
  cache_read: z.number(),
  cache_write_5m: z.number(),
  cache_write_1h: z.number(),
  cache_write_other: z.number(),
  output: z.number(),
  reasoning: z.number(),
  /** By `ExtraUnit`. */
  extra_units: z.record(z.string(), z.number()),
  cost: z.string(),
  known_shares: z.number(),
  saved: z.string(),
})
export type ModelUsageRow = z.infer<typeof ModelUsageRow>

/** What was used of each model, the dearest first. */
export const modelUsage = defineScopedQuery({
  name: 'model-usage',
  params: z.object({
    filter: z.custom<ResolvedRunFilter>(),
    /** Whether task types and kinds of calls are told apart. */
    isFine: z.boolean(),
    limit: z.number(),
  }),
  row: ModelUsageRow,
  settings: largeBlocks,
  sql: ({ filter, isFine, limit }) => {
    const where = runFilters(filter)
    const shares = chargedShares({
      by: isFine ? ['provider', 'model', 'kind'] : ['provider', 'model'],
      where: where.sql,
      only: [...shareCounts, 'units', 'amount', 'saved_amount'],
    })
    return {
      sql: `
SELECT
  ${isFine ? 'used_for' : "''"} AS task_type,
  ${isFine ? 'toString(key_3)' : "''"} AS kind,
  toString(key_1) AS provider,
  toString(key_2) AS model,
  ${shareCounts.map((name) => `sum(used.${name}) AS ${name}`).join(',\n  ')},
  ${sumOfUnits('units')} AS extra_units,
  toDecimalString(sum(amount), 12) AS cost,
  countIf(is_known) AS known_shares,
  toDecimalString(sum(saved_amount), 12) AS saved
FROM (${shares}) AS used
GROUP BY ${[...(isFine ? ['toString(used.task_type) AS used_for'] : []), ...groupKeys(isFine ? 3 : 2)].join(', ')}
ORDER BY sum(amount) DESC, ${isFine ? 'used_for, kind, ' : ''}provider, model
LIMIT {limit:UInt32}`,
      params: { ...where.params, limit },
    }
  },
})
