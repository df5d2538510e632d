import { describe, expect, test } from 'vitest'
import { Rng } from '#lib/demo/rng.ts'
import { Run, SpanNode, type ModelShare } from '#lib/domain/run.ts'
import { assemble } from '#lib/run/test-support.ts'
import type { AssembledRun } from '#lib/run/types.ts'
import { KnownRunMaker, shuffled, type KnownRun, type Truth } from './known-run.ts'
import { watchPrototypes } from './prototypes.ts'
import { startClock } from './start-clock.ts'
import { hangMs, seed, slowMs, spanSets } from './sizes.ts'

describe('runs whose sums are known', () => {
  test('are summed exactly, in any order and with every span sent again', { timeout: 3_600_000 }, () => {
    const rng = new Rng(seed)
    const polluted = watchPrototypes()
    const took: number[] = []
    let spans = 0
    for (let set = 0; set < spanSets; set += 1) {
      const runs = Array.from({ length: rng.int(1, 3) }, () => new KnownRunMaker(rng).make(rng.int(1, 30)))
      const records = shuffled(
        runs.flatMap((run) => run.spans),
        rng,
      )
      const stop = startClock()
      const assembled = assemble(records)
      took.push(stop())
      spans += records.length
      for (const run of runs) expect(figuresOf(assembled, run), `set ${set} of seed ${seed}`).toEqual(truthOf(run))
      for (const run of assembled) expectWhole(run, runs)
      const again = asJson(assemble(shuffled([...records, ...records], rng)))
      expect(again === asJson(assembled), `set ${set}: the order of spans matters`).toBe(true)
      expect(polluted()).toEqual([])
    }
    const longest = Math.max(...took)
    console.log(
      `fuzz, sets of spans, seed ${seed}: ${spanSets} sets, ${spans} spans, no sum wrong; ` +
        `longest ${longest.toFixed(0)} ms, ${took.filter((ms) => ms > slowMs).length} over ${slowMs} ms`,
    )
    expect(longest).toBeLessThan(hangMs)
  })

  test.each(['deep', 'wide'] as const)('are summed exactly among 20,000 steps, %s', (shape) => {
    const run = new KnownRunMaker(new Rng(seed)).make(300, shape)
    const stop = startClock()
    const assembled = assemble(run.spans)
    console.log(`fuzz, 20,000 spans ${shape}: ${stop().toFixed(0)} ms`)
    expect(figuresOf(assembled, run)).toEqual(truthOf(run))
    for (const each of assembled) expectWhole(each, [run])
  })
})

/** One micro-dollar a token, as the test's prices have it. */
const dollars = (tokens: number): string =>
  `${BigInt(tokens) / 1_000_000n}.${String(BigInt(tokens) % 1_000_000n).padStart(6, '0')}000000`

function truthOf({ traceId, truth }: KnownRun) {
  const { models, tools, ...counts } = truth
  return {
    ...counts,
    traceId,
    costUsd: dollars(truth.inputTokens + truth.outputTokens + truth.embeddingTokens),
    tools: sorted(tools),
    models: sorted(models),
  }
}

/** The same figures as the assembly says them. */
function figuresOf(assembled: readonly AssembledRun[], { traceId }: KnownRun) {
  const run = assembled.find((each) => each.run.runId === traceId)?.run
  if (run === undefined) return null
  const models: Truth['models'] = new Map()
  for (const share of run.models) {
    const [calls, tokens] = models.get(share.model ?? '') ?? [0, 0]
    models.set(share.model ?? '', [calls + share.calls, tokens + tokensOf(share)])
  }
  return {
    traceId,
    spans: run.spanCount,
    llmCalls: run.llmCalls,
    failedLlmCalls: run.failedLlmCalls,
    embeddingCalls: run.embeddingCalls,
    inputTokens: run.usage.inputTokens,
    outputTokens: run.usage.outputTokens,
    embeddingTokens: run.embeddingTokens,
    costUsd: run.costUsd,
    tools: sorted(new Map(run.tools.map(({ name, calls, errors }) => [name, [calls, errors]]))),
    models: sorted(models),
  }
}

function tokensOf({ usage }: ModelShare): number {
  return (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0)
}

function sorted<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].toSorted(([a], [b]) => (a < b ? -1 : 1))
}

/** Each span once, every place in the tree as its parent says, and what the API would answer passes its own schema. */
function expectWhole({ run, nodes }: AssembledRun, runs: readonly KnownRun[]): void {
  const sent = runs.find(({ traceId }) => traceId === run.runId)?.spans ?? []
  expect(nodes.map(({ spanId }) => spanId).toSorted()).toEqual(
    [...new Set(sent.map(({ spanId }) => spanId))].toSorted(),
  )
  const places = new Map(nodes.map(({ spanId }, index) => [spanId, index]))
  for (const [index, node] of nodes.entries()) {
    const parent = node.parentSpanId === null ? -1 : (places.get(node.parentSpanId) ?? Number.NaN)
    expect(parent).toBeLessThan(index)
    expect(node.depth).toBe(parent === -1 ? 0 : (nodes[parent]?.depth ?? 0) + 1)
  }
  Run.parse(JSON.parse(JSON.stringify(run)))
  SpanNode.array().parse(JSON.parse(JSON.stringify(nodes)))
}

/** BigInt never reaches the result, so its JSON is its value. */
function asJson(runs: readonly AssembledRun[]): string {
  return JSON.stringify(runs.map(({ run, nodes, loops }) => ({ run, nodes, loops })))
}
