import type { StatementFigures } from '#lib/domain/statement.ts'
import { formatUsd, parseUsd } from '#lib/pricing/fixed-usd.ts'
import type { ChargedRun } from './generated-runs.ts'

export type Part = { each: ChargedRun; agent: string | null; model: string | null; figures: StatementFigures }

/** What each share of a run adds; a run without any is one of nothing, and one from before there were shares is one of all. */
export function partsOf(each: ChargedRun): Part[] {
  const { run, shares } = each
  if (shares !== null && shares.length > 0)
    return shares.map((share) => {
      const { cacheWrite5m, cacheWrite1h, cacheWriteOther, ...rest } = share.tokens
      const tokens = { ...rest, cacheWrite: cacheWrite5m + cacheWrite1h + cacheWriteOther }
      return { each, agent: share.agent, model: share.model, figures: figuresOf({ ...share, tokens }) }
    })
  const isOlder = shares === null
  const tokens = {
    inputUncached: isOlder ? (run.usage.inputUncachedTokens ?? 0) : 0,
    cacheRead: 0,
    cacheWrite: 0,
    output: isOlder ? (run.usage.outputTokens ?? 0) : 0,
    reasoning: 0,
  }
  const of = { status: isOlder ? run.costStatus : 'none', calls: isOlder ? run.llmCalls : 0, costUsd: run.costUsd }
  return [{ each, agent: null, model: null, figures: figuresOf({ ...of, tokens }) }]
}

type Counted = { status: string; calls: number; costUsd: string | null; tokens: StatementFigures['tokens'] }

function figuresOf({ status, calls, costUsd, tokens }: Counted): StatementFigures {
  const { reasoning: _reasoning, ...classes } = tokens
  const all = Object.values(classes).reduce((sum, count) => sum + count, 0)
  return {
    runs: 0,
    successfulRuns: 0,
    tokens,
    costUsd: costUsd ?? formatUsd(0n),
    unpricedCalls: status === 'unpriced' ? calls : 0,
    unpricedTokens: status === 'unpriced' ? all : 0,
    partialCalls: status === 'partial' ? calls : 0,
  }
}

const usd = (text: string | null) => (text === null ? 0n : (parseUsd(text) ?? 0n))
export const sumOf = (amounts: readonly (string | null)[]) =>
  formatUsd(amounts.reduce((sum, each) => sum + usd(each), 0n))

/** What a statement says of them together. */
export function added(of: readonly Part[]): StatementFigures {
  const runs = new Set(of.map(({ each }) => each))
  const add = (pick: (figures: StatementFigures) => number) => of.reduce((sum, { figures }) => sum + pick(figures), 0)
  return {
    runs: runs.size,
    successfulRuns: [...runs].filter(({ run }) => run.endReason === 'completed').length,
    tokens: {
      inputUncached: add(({ tokens }) => tokens.inputUncached),
      cacheRead: add(({ tokens }) => tokens.cacheRead),
      cacheWrite: add(({ tokens }) => tokens.cacheWrite),
      output: add(({ tokens }) => tokens.output),
      reasoning: add(({ tokens }) => tokens.reasoning),
    },
    costUsd: sumOf(of.map(({ figures }) => figures.costUsd)),
    unpricedCalls: add(({ unpricedCalls }) => unpricedCalls),
    unpricedTokens: add(({ unpricedTokens }) => unpricedTokens),
    partialCalls: add(({ partialCalls }) => partialCalls),
  }
}
