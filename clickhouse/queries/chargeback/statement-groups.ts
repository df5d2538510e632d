import { z } from 'zod'
import { StatementLevel } from '#lib/domain/statement.ts'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { startedWithin } from '../../sql/run-period.ts'
import { chargedShares, groupKeys, largeBlocks, sameFirsts, shareCounts } from '../costs/charged-shares.ts'

export const StatementGroupRow = z.object({
  /** 1 is a tenant, 2 a value of the first level within it, 3 one of both levels. */
  depth: z.number(),
  /** '' is unknown. */
  tenant: z.string(),
  value_1: z.string(),
  value_2: z.string(),
  runs: z.number(),
  successful_runs: z.number(),
  cost: z.string(),
  input_uncached: z.number(),
  cache_read: z.number(),
  cache_write: z.number(),
  output: z.number(),
  reasoning: z.number(),
  unpriced_calls: z.number(),
  unpriced_tokens: z.number(),
  partial_calls: z.number(),
})
export type StatementGroupRow = z.infer<typeof StatementGroupRow>

/** Rows of a statement that somebody could still read. */
export const mostStatementRows = 100_000

const shareSums = {
  input_uncached: 'sum(shares.input_uncached)',
  cache_read: 'sum(shares.cache_read)',
  cache_write: 'sum(shares.cache_write_5m + shares.cache_write_1h + shares.cache_write_other)',
  output: 'sum(shares.output)',
  reasoning: 'sum(shares.reasoning)',
  unpriced_calls: 'sum(shares.unpriced_calls)',
  unpriced_tokens: 'sum(shares.unpriced_tokens)',
  partial_calls: 'sum(shares.partial_calls)',
}

/** A run counts once in each group that it has a part in. */
const runSums = {
  runs: (depth: number) => `countIf(is_first_${depth})`,
  successful_runs: (depth: number) => `countIf(is_first_${depth} AND end_reason = 'completed')`,
}

/** Sums over the runs that began in a period: by tenant, and by one or two levels within each. */
export const statementGroups = defineScopedQuery({
  name: 'statement-groups',
  params: z.object({
    fromNs: z.string(),
    toNs: z.string(),
    levels: z.array(StatementLevel).min(1).max(2),
  }),
  row: StatementGroupRow,
  settings: largeBlocks,
  sql: ({ fromNs, toNs, levels }) => {
    const depths = [1, ...levels.map((_, index) => index + 2)]
    const by = ['tenant' as const, ...levels]
    const firsts = sameFirsts(by).slice(1, depths.length + 1)
    const byDepth = (name: string) => `sum([${firsts.map((first) => `leaf_${name}_${first}`).join(', ')}][depth])`
    return {
      sql: `
SELECT
  depth,
  leaf_1 AS tenant,
  if(depth >= 2, leaf_2, '') AS value_1,
  if(depth >= 3, leaf_3, '') AS value_2,
  ${Object.keys(runSums)
    .map((name) => `${byDepth(name)} AS ${name}`)
    .join(',\n  ')},
  toDecimalString(sum(leaf_cost), 12) AS cost,
  ${Object.keys(shareSums)
    .map((name) => `sum(leaf_${name}) AS ${name}`)
    .join(',\n  ')}
FROM (
  SELECT
    toString(key_1) AS leaf_1,
    toString(key_2) AS leaf_2,
    ${levels.length === 2 ? 'toString(key_3)' : "''"} AS leaf_3,
    sum(amount) AS leaf_cost,
    ${Object.entries(shareSums)
      .map(([name, sum]) => `${sum} AS leaf_${name}`)
      .join(',\n    ')},
    ${Object.entries(runSums)
      .flatMap(([name, sum]) => [...new Set(firsts)].map((first) => `${sum(first)} AS leaf_${name}_${first}`))
      .join(',\n    ')}
  FROM (${chargedShares({ by, where: startedWithin, only: ['amount', ...shareCounts] })}) AS shares
  GROUP BY ${groupKeys(by.length).join(', ')}
)
ARRAY JOIN ${JSON.stringify(depths)} AS depth
GROUP BY depth, tenant, value_1, value_2
ORDER BY depth, tenant, value_1, value_2
LIMIT ${mostStatementRows + 1}`,
      params: { fromNs, toNs },
    }
  },
})
