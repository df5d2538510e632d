import type { Database } from '#clickhouse/client.ts'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import { insertRuns } from '#clickhouse/tables/runs.ts'
import type { CostDimension, CostSums } from '#lib/domain/costs.ts'
import type { Run } from '#lib/domain/run.ts'
import { formatUsd, parseUsd } from '#lib/pricing/fixed-usd.ts'
import { insertOlderRuns } from '../../support/older-runs.ts'
import { generateRuns, type ChargedRun } from './generated-runs.ts'

export const costedProject = 'costs'
export const charged = generateRuns(costedProject, 400)

/** Stores them over what was there before: every version but the last says something else. */
export async function storeCharged(db: Database): Promise<void> {
  const rowsOf = (of: readonly ChargedRun[], change: Partial<Run>) =>
    of.map(({ run, shares: own }) => runInsert({ ...run, ...change }, hourOf(run.startedAt), own ?? []))
  const isOlder = ({ shares: own }: ChargedRun) => own === null
  await insertRuns(db, rowsOf(charged.slice(0, 50), { tenant: 'former', version: 1 }))
  await insertOlderRuns(db, rowsOf(charged.filter(isOlder), { version: 2 }))
  await insertRuns(
    db,
    rowsOf(
      charged.filter((each) => !isOlder(each)),
      { version: 2 },
    ),
  )
}

export const fixed = (usd: string | null) => (usd === null ? 0n : (parseUsd(usd) ?? 0n))
export const sum = (amounts: readonly (string | null)[]) => amounts.reduce((total, usd) => total + fixed(usd), 0n)

export const totalOf = (runs: readonly Run[]) => formatUsd(sum(runs.map(({ costUsd }) => costUsd)))

/** The shares that sums are made of: runs without any are one that is unknown. */
export type Share = {
  run: Run
  key: Record<'kind' | 'agent' | 'provider' | 'model' | 'tool', string | null>
  sums: CostSums
}

export const shares: Share[] = charged.flatMap(({ run, shares: own }): Share[] => {
  const unknown = { kind: null, agent: null, provider: null, model: null, tool: null }
  const bad = ['error', 'abandoned', 'budget', 'max_steps'].includes(run.endReason)
  if (own !== null && own.length > 0)
    return own.map((share) => ({
      run,
      key: share,
      sums: sumsOf({ ...share, badEndCostUsd: bad ? share.costUsd : null }),
    }))
  const { usage } = run
  return [
    {
      run,
      key: unknown,
      sums: sumsOf({
        status: own === null ? run.costStatus : 'none',
        costUsd: run.costUsd,
        calls: own === null ? run.llmCalls : 0,
        failedCalls: own === null ? run.failedLlmCalls : 0,
        badEndCostUsd: bad ? run.costUsd : null,
        loopCostUsd: null,
        failedCostUsd: null,
        cacheSavedUsd: null,
        tokens: {
          inputUncached: own === null ? (usage.inputUncachedTokens ?? 0) : 0,
          cacheRead: 0,
          cacheWrite5m: 0,
          cacheWrite1h: 0,
          cacheWriteOther: 0,
          output: own === null ? (usage.outputTokens ?? 0) : 0,
          reasoning: 0,
        },
      }),
    },
  ]
})

type Part = Pick<CostSums, 'costUsd' | 'calls' | 'failedCalls' | 'tokens'> & {
  status: string
  loopCostUsd: string | null
  failedCostUsd: string | null
  cacheSavedUsd: string | null
  badEndCostUsd: string | null
}

function sumsOf(part: Part): CostSums {
  const { reasoning: _reasoning, ...charges } = part.tokens
  const tokens = Object.values(charges).reduce((total, count) => total + count, 0)
  const of = (status: string, count: number) => (part.status === status ? count : 0)
  const usd = (amount: string | null) => formatUsd(fixed(amount))
  return {
    costUsd: part.costUsd,
    calls: part.calls,
    failedCalls: part.failedCalls,
    tokens: part.tokens,
    unpricedCalls: of('unpriced', part.calls),
    unpricedTokens: of('unpriced', tokens),
    partialCalls: of('partial', part.calls),
    partialTokens: of('partial', tokens),
    loopCostUsd: usd(part.loopCostUsd),
    failedCostUsd: usd(part.failedCostUsd),
    badEndCostUsd: usd(part.badEndCostUsd),
    cacheSavedUsd: usd(part.cacheSavedUsd),
  }
}

/** Adds up whatever both have: counts, amounts, and what lies below. */
export function added(parts: readonly object[]): Record<string, unknown> {
  const total: Record<string, unknown> = {}
  for (const part of parts)
    for (const [name, value] of Object.entries(part)) {
      const before = total[name]
      if (typeof value === 'number') total[name] = Number(before ?? 0) + value
      else if (typeof value === 'string')
        total[name] = formatUsd(fixed(typeof before === 'string' ? before : null) + fixed(value))
      else if (value === null) total[name] ??= null
      else total[name] = added([...(typeof before === 'object' && before !== null ? [before] : []), value])
    }
  return total
}

const sumNames = Object.keys(sumsOf({ status: '', costUsd: null, calls: 0, failedCalls: 0, tokens: shares[0]?.sums.tokens ?? never(), loopCostUsd: null, failedCostUsd: null, cacheSavedUsd: null, badEndCostUsd: null })) // prettier-ignore
export const onlySums = (figures: object) => Object.fromEntries(Object.entries(figures).filter(([name]) => sumNames.includes(name))) // prettier-ignore

function never(): never {
  throw new Error('no share was generated')
}

function keysOf({ run, key }: Share, dimension: CostDimension): (string | null)[] {
  switch (dimension) {
    case 'agent':
    case 'model':
    case 'provider':
    case 'tool':
      return [key[dimension]]
    case 'tag':
      return run.tags.length === 0 ? [null] : run.tags
    default:
      return [run[dimension]]
  }
}

/** Every group that there must be, from the shares. */
export function expectedGroups(by: readonly CostDimension[]): Map<string, Share[]> {
  const pairs = shares.flatMap((share) => {
    const [outer, inner] = by.map((dimension) => keysOf(share, dimension))
    return (outer ?? []).flatMap((first) => (inner ?? [null]).map((second) => ({ name: JSON.stringify([first, second]), share }))) // prettier-ignore
  })
  return new Map([...Map.groupBy(pairs, ({ name }) => name)].map(([name, of]) => [name, of.map(({ share }) => share)]))
}

export const runsOf = (of: readonly Share[]) => [...new Set(of.map(({ run }) => run))]
