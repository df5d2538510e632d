import { z } from 'zod'
import { CostDimension } from '#lib/domain/costs.ts'
import { badEndReasons } from '#lib/domain/run.ts'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { runFilters, type ResolvedRunFilter } from '../../sql/filters.ts'
import { chargedShares, groupKeys, isOfShare, largeBlocks, sameFirsts, type ChargedShares } from './charged-shares.ts'

export const CostGroupRow = z.object({
  /** 0 is all, 1 a value of the first dimension, 2 one of both. */
  level: z.number(),
  /** 1 where the row is of all values beyond the limit. */
  is_rest_1: z.number(),
  is_rest_2: z.number(),
  /** '' is unknown. */
  key_1: z.string(),
  key_2: z.string(),
  /** Values of the level's own dimension in the row: more than one in a rest. */
  key_count: z.number(),
  cost: z.string(),
  known_shares: z.number(),
  calls: z.number(),
  failed_calls: z.number(),
  input_uncached: z.number(),
  cache_read: z.number(),
  cache_write_5m: z.number(),
  cache_write_1h: z.number(),
  cache_write_other: z.number(),
  output: z.number(),
  reasoning: z.number(),
  unpriced_calls: z.number(),
  unpriced_tokens: z.number(),
  partial_calls: z.number(),
  partial_tokens: z.number(),
  loop_cost: z.string(),
  failed_cost: z.string(),
  bad_end_cost: z.string(),
  saved_cost: z.string(),
  runs: z.number(),
  priced_runs: z.number(),
  successful_runs: z.number(),
  steps: z.number(),
  /** Cost of runs at 50, 95 and 99 %, of runs that the row holds as a whole. */
  percentiles: z.array(z.string()),
})
export type CostGroupRow = z.infer<typeof CostGroupRow>

const badEnds = badEndReasons.map((reason) => `'${reason}'`).join(', ')

/** What a share adds to its group. */
const shareSums: Record<string, string> = {
  cost: 'sum(amount)',
  known_shares: 'countIf(is_known)',
  calls: 'sum(calls)',
  failed_calls: 'sum(failed_calls)',
  input_uncached: 'sum(input_uncached)',
  cache_read: 'sum(cache_read)',
  cache_write_5m: 'sum(cache_write_5m)',
  cache_write_1h: 'sum(cache_write_1h)',
  cache_write_other: 'sum(cache_write_other)',
  output: 'sum(output)',
  reasoning: 'sum(reasoning)',
  unpriced_calls: 'sum(unpriced_calls)',
  unpriced_tokens: 'sum(unpriced_tokens)',
  partial_calls: 'sum(partial_calls)',
  partial_tokens: 'sum(partial_tokens)',
  loop_cost: 'sum(loop_amount)',
  failed_cost: 'sum(failed_amount)',
  bad_end_cost: `sumIf(amount, end_reason IN (${badEnds}))`,
  saved_cost: 'sum(saved_amount)',
}

const amounts: ReadonlySet<string> = new Set(['cost', 'loop_cost', 'failed_cost', 'bad_end_cost', 'saved_cost'])

/** What a run adds once to each group that it is in; `first` is where it does so. */
const runSums: Record<string, (first: string) => string> = {
  runs: (first) => `countIf(${first})`,
  priced_runs: (first) => `countIf(${first} AND isNotNull(cost_usd))`,
  successful_runs: (first) => `countIf(${first} AND end_reason = 'completed')`,
  steps: (first) => `sumIf(steps, ${first})`,
}

/** 0 is all, 1 a value of the first dimension, 2 one of both. */
const levels = [0, 1, 2]
const quantiles = 'quantilesExact'
const shares = '(0.5, 0.95, 0.99)'
const noQuantiles = `arrayReduce('${quantiles}State${shares}', CAST([], 'Array(Nullable(Decimal(38, 12)))'))`

/**
 * Sums of the matching runs: of all, by a dimension, and by a second one within it. What is beyond the limits is
 * one row a level, so that the rows of a level add up to the row above (but for tags, of which a run may have several).
 */
export const costGroups = defineScopedQuery({
  name: 'cost-groups',
  params: z.object({
    filter: z.custom<ResolvedRunFilter>(),
    by: z.array(CostDimension).max(2),
    /** Values of the first dimension, and of the second within each of them. */
    limit: z.number(),
    within: z.number(),
  }),
  row: CostGroupRow,
  settings: largeBlocks,
  sql: ({ filter, by, limit, within }) => {
    const where = runFilters(filter)
    const tagDepth = by.indexOf('tag') + 1
    const names = [...Object.keys(shareSums), ...Object.keys(runSums)]
    // What groups are told apart by is named below them: the engine plans this in half of the time.
    return {
      sql: `
SELECT
  level,
  beyond_1 AS is_rest_1,
  beyond_2 AS is_rest_2,
  name_1 AS key_1,
  name_2 AS key_2,
  uniqExact(if(level = 2, leaf_2, leaf_1)) AS key_count,
  ${names.map((name) => `${sumOf(name)} AS ${name}`).join(',\n  ')},
  arrayMap(each -> toDecimalString(each, 12), ${quantiles}Merge${shares}(leaf_quantiles)) AS percentiles
FROM (
  SELECT
    *,
    level,
    level >= 1 AND place_1 > {limit:UInt32} AS beyond_1,
    level >= 2 AND place_2 > {within:UInt32} AS beyond_2,
    if(level >= 1 AND NOT beyond_1, leaf_1, '') AS name_1,
    if(level >= 2 AND NOT beyond_2, leaf_2, '') AS name_2
  FROM (${rankedLeaves({ by, where: where.sql })})
  ARRAY JOIN leaf_levels AS level
  WHERE (level >= ${tagDepth} OR is_first_tag)
    AND (level < 2 OR place_1 <= {limit:UInt32})
)
GROUP BY level, beyond_1, beyond_2, name_1, name_2
ORDER BY level, beyond_1, sum(leaf_cost) DESC, name_1, name_2
LIMIT 100000`,
      params: { ...where.params, limit, within },
    }
  },
})

function sumOf(name: string): string {
  if (Object.hasOwn(runSums, name)) return `sum(leaf_${name}[level + 1])`
  return amounts.has(name) ? `toDecimalString(sum(leaf_${name}), 12)` : `sum(leaf_${name})`
}

/** Sums by both keys, with the places of the keys among the dearest. */
function rankedLeaves(of: ChargedShares): string {
  return `
  SELECT
    *,
    dense_rank() OVER (PARTITION BY has(leaf_levels, 1) ORDER BY cost_of_1 DESC, leaf_1) AS place_1,
    dense_rank() OVER (PARTITION BY has(leaf_levels, 2), leaf_1 ORDER BY cost_of_2 DESC, leaf_2) AS place_2
  FROM (
    SELECT
      *,
      sum(leaf_cost) OVER (PARTITION BY leaf_1) AS cost_of_1,
      sum(leaf_cost) OVER (PARTITION BY leaf_1, leaf_2) AS cost_of_2
    FROM (${leaves(of)})
  )`
}

/**
 * Down to the first dimension of shares, what is counted of whole runs is counted of them, without their shares: to
 * compare the costs of runs beside each of their shares took a quarter of the time.
 */
function leaves({ by, where }: ChargedShares): string {
  const all = range(0, by.length)
  const whole = by.findIndex(isOfShare)
  if (whole === -1) return leavesOf({ by, where }, { at: all, runsAt: all })
  const runs = leavesOf({ by: by.slice(0, whole), where, only: [] }, { at: range(0, whole), runsAt: range(0, whole) })
  return `${leavesOf({ by, where }, { at: all, runsAt: range(whole + 1, by.length) })}\nUNION ALL${runs}`
}

/** `at`: the levels that its rows are for; `runsAt`: those of whole runs. */
function leavesOf(of: ChargedShares, { at, runsAt }: { at: number[]; runsAt: number[] }): string {
  const firsts = sameFirsts(of.by)
  const runSum = (sum: (first: string) => string, level: number) =>
    runsAt.includes(level) ? sum(`is_first_${firsts[level] ?? 0}`) : '0'
  const hasSums = of.only === undefined
  const hasTags = of.by.includes('tag')
  const keys = groupKeys(of.by.length)
  return `
      SELECT
        toString(${keys[0]}) AS leaf_1,
        ${keys.length === 2 ? `toString(${keys[1]})` : "''"} AS leaf_2,
        ${hasTags ? 'is_first_tag' : 'true AS is_first_tag'},
        ${JSON.stringify(at)} AS leaf_levels,
        ${Object.entries(shareSums)
          .map(([name, sum]) => `${hasSums ? sum : nothing(name)} AS leaf_${name}`)
          .join(',\n        ')},
        ${Object.entries(runSums)
          .map(([name, sum]) => `[${levels.map((level) => runSum(sum, level)).join(', ')}] AS leaf_${name}`)
          .join(',\n        ')},
        ${runsAt.includes(0) ? `${quantiles}State${shares}(cost_usd)` : noQuantiles} AS leaf_quantiles
      FROM (${chargedShares(of)})
      GROUP BY ${[...keys, ...(hasTags ? ['is_first_tag'] : [])].join(', ')}`
}

function nothing(name: string): string {
  return amounts.has(name) ? 'toDecimal128(0, 12)' : '0'
}

function range(from: number, to: number): number[] {
  return levels.filter((level) => level >= from && level <= to)
}
