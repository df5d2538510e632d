import type { ChargedTokens, CostShare } from '#lib/domain/cost.ts'
import type { EndReason, Run } from '#lib/domain/run.ts'
import { unknownUsage } from '#lib/domain/usage.ts'
import { formatUsd, sumUsd } from '#lib/pricing/fixed-usd.ts'
import { makeRun } from '../api/make-run.ts'

/** A run, and what its cost is made of; null was written before there were shares. */
export type ChargedRun = { run: Run; shares: CostShare[] | null }

export const noon = Date.UTC(2026, 9, 24, 12)
const minuteMs = 60_000
const endReasons: readonly EndReason[] = ['completed', 'error', 'budget', 'cancelled', 'completed', 'abandoned']

/** Numbers that look random and are the same in every run of the tests. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    yield state >>> 8
  }
}

/** Runs of every kind over four days in which clocks go back, and some in the days before. */
export function generateRuns(project: string, count: number): ChargedRun[] {
  const random = numbers(count)
  const below = (limit: number) => random.next().value % limit
  const of = <T>(choices: readonly T[]): T => {
    const chosen = choices[below(choices.length)]
    if (chosen === undefined) throw new Error('nothing to choose from')
    return chosen
  }
  const amount = () => formatUsd(BigInt(below(1_000_000)) * BigInt(below(1_000_000)))
  const share = (): CostShare => {
    const status = of(['priced', 'priced', 'partial', 'unpriced'] as const)
    const isTool = below(8) === 0
    const tokens = Array.from({ length: 7 }, () => below(9_000))
    const [inputUncached = 0, cacheRead = 0, cacheWrite5m = 0, cacheWrite1h = 0, cacheWriteOther = 0, output = 0] =
      tokens
    const costUsd = status === 'unpriced' ? null : amount()
    return {
      kind: isTool ? 'tool' : of(['llm', 'llm', 'embedding'] as const),
      agent: of(['planner', 'writer', null]),
      provider: isTool ? null : of(['openai', 'anthropic', null]),
      model: isTool ? null : of(['small', 'large', "l'odd*", null]),
      tool: isTool ? of(['search', 'shell']) : null,
      status,
      calls: below(5),
      failedCalls: below(3),
      tokens: isTool
        ? noTokens
        : {
            inputUncached,
            cacheRead,
            cacheWrite5m,
            cacheWrite1h,
            cacheWriteOther,
            output,
            reasoning: below(output + 1),
          },
      units: isTool || below(3) > 0 ? {} : { inputAudioTokens: below(inputUncached + 1), webSearches: below(4) },
      costUsd,
      failedCostUsd: below(4) === 0 ? costUsd : null,
      loopCostUsd: below(4) === 0 ? costUsd : null,
      cacheSavedUsd: below(3) === 0 ? `${below(2) === 0 ? '-' : ''}${amount()}` : null,
    }
  }
  return Array.from({ length: count }, (_, number) => {
    const shares = below(5) === 0 ? null : Array.from({ length: below(4) }, share)
    const old = of([null, amount()])
    const known = (shares ?? []).map(({ costUsd }) => costUsd)
    const status = shares === null ? (old === null ? 'unpriced' : 'partial') : statusOf(shares)
    const run = makeRun({
      project,
      runId: (number + 1).toString(16).padStart(32, '0'),
      startedAt: `${noon + below(4 * 24 * 60) * minuteMs - (number % 3 === 0 ? 96 : 0) * 60 * minuteMs}${String(below(1_000_000)).padStart(6, '0')}`,
      endReason: of(endReasons),
      costUsd: shares === null ? old : sumUsd(known),
      costStatus: status,
      tenant: of(['acme', 'globex', '!odd', null]),
      feature: of(['billing', null]),
      taskType: of(['refund', 'chat', null]),
      agent: of(['planner', 'writer', null]),
      agents: below(2) === 0 ? [] : [{ name: 'writer', calls: 1, costUsd: null }],
      agentVersion: of(['1', '2', null]),
      environment: of(['prod', 'test']),
      user: below(4) === 0 ? null : `user-${below(40)}`,
      tags: of([[], ['beta'], ['beta', 'eu'], ['eu', 'slow', 'beta']]),
      dialects: of([[], ['otel-genai'], ['openinference'], ['otel-genai', 'openinference']]),
      steps: below(9),
      llmCalls: below(6),
      failedLlmCalls: below(2),
      usage: { ...unknownUsage, inputUncachedTokens: below(100), outputTokens: below(50) },
    })
    return { run, shares }
  })
}

const noTokens: ChargedTokens = {
  inputUncached: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  cacheWriteOther: 0,
  output: 0,
  reasoning: 0,
}

function statusOf(shares: readonly CostShare[]): Run['costStatus'] {
  if (shares.length === 0) return 'none'
  if (shares.every(({ status }) => status === 'priced')) return 'priced'
  return shares.every(({ status }) => status === 'unpriced') ? 'unpriced' : 'partial'
}
