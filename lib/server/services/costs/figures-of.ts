import type { CostGroupRow } from '#clickhouse/queries/costs/cost-groups.ts'
import type { ChargedTokens } from '#lib/domain/cost.ts'
import type { CostFigures, CostOfRuns, CostRest, CostSums } from '#lib/domain/costs.ts'
import { divideUsd } from '#lib/pricing/divide-usd.ts'
import { formatUsd } from '#lib/pricing/fixed-usd.ts'

type TokenSums = Pick<
  CostGroupRow,
  'input_uncached' | 'cache_read' | 'cache_write_5m' | 'cache_write_1h' | 'cache_write_other' | 'output' | 'reasoning'
>

/** `whole`: the row holds whole runs, so that their costs can be compared. */
export function figuresOf(row: CostGroupRow, whole: boolean): CostFigures {
  return { ...sumsOf(row), ofRuns: ofRuns(row, whole) }
}

/** Runs with parts in several groups of a rest cannot be told apart in it. */
export function restOf(row: CostGroupRow, whole: boolean): CostRest {
  return { ...sumsOf(row), groups: row.key_count, ofRuns: whole ? ofRuns(row, whole) : null }
}

export function tokensOf(row: TokenSums): ChargedTokens {
  return {
    inputUncached: row.input_uncached,
    cacheRead: row.cache_read,
    cacheWrite5m: row.cache_write_5m,
    cacheWrite1h: row.cache_write_1h,
    cacheWriteOther: row.cache_write_other,
    output: row.output,
    reasoning: row.reasoning,
  }
}

/** Unknown where no share of it has a known price. */
export function knownCost(row: { cost: string; known_shares: number }): string | null {
  return row.known_shares === 0 ? null : row.cost
}

function sumsOf(row: CostGroupRow): CostSums {
  return {
    costUsd: knownCost(row),
    calls: row.calls,
    failedCalls: row.failed_calls,
    tokens: tokensOf(row),
    unpricedCalls: row.unpriced_calls,
    unpricedTokens: row.unpriced_tokens,
    partialCalls: row.partial_calls,
    partialTokens: row.partial_tokens,
    loopCostUsd: row.loop_cost,
    failedCostUsd: row.failed_cost,
    badEndCostUsd: row.bad_end_cost,
    cacheSavedUsd: row.saved_cost,
  }
}

function ofRuns(row: CostGroupRow, whole: boolean): CostOfRuns {
  const cost = knownCost(row)
  const [p50Usd, p95Usd, p99Usd] = row.percentiles
  const has = whole && row.priced_runs > 0 && p50Usd !== undefined && p95Usd !== undefined && p99Usd !== undefined
  return {
    runs: row.runs,
    pricedRuns: row.priced_runs,
    successfulRuns: row.successful_runs,
    steps: row.steps,
    perRunUsd: divideUsd(cost, row.priced_runs),
    perSuccessUsd: divideUsd(cost, row.successful_runs),
    perStepUsd: divideUsd(cost, row.steps),
    percentiles: has ? { p50Usd, p95Usd, p99Usd } : null,
  }
}

/** Nothing was found: no cost is known, and nothing was counted. */
export const noFigures: CostFigures = {
  costUsd: null,
  calls: 0,
  failedCalls: 0,
  tokens: {
    inputUncached: 0,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    cacheWriteOther: 0,
    output: 0,
    reasoning: 0,
  },
  unpricedCalls: 0,
  unpricedTokens: 0,
  partialCalls: 0,
  partialTokens: 0,
  loopCostUsd: formatUsd(0n),
  failedCostUsd: formatUsd(0n),
  badEndCostUsd: formatUsd(0n),
  cacheSavedUsd: formatUsd(0n),
  ofRuns: {
    runs: 0,
    pricedRuns: 0,
    successfulRuns: 0,
    steps: 0,
    perRunUsd: null,
    perSuccessUsd: null,
    perStepUsd: null,
    percentiles: null,
  },
}
