import { expect, test } from 'vitest'
import { Rng } from '#lib/demo/rng.ts'
import { Run, SpanNode } from '#lib/domain/run.ts'
import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'
import { cataloguePriceBook } from '#lib/pricing/make-price-book.ts'
import { assembleGroup } from '#lib/run/assemble-group.ts'
import type { AssembledRun } from '#lib/run/types.ts'
import { HostileRequests } from './hostile-requests.ts'
import { shuffled } from './known-run.ts'
import { hangMs, seed, slowMs, spanSets } from './sizes.ts'
import { startClock } from './start-clock.ts'
import { InProcessTaker } from './take-in-process.ts'

/** Requests whose records are thrown together into one set. */
const requestsPerSet = 20
const nowNs = BigInt(Date.UTC(2026, 10, 22)) * 1_000_000n

test(
  'records of all dialects, damaged and thrown together, give whole runs that add up',
  { timeout: 3_600_000 },
  () => {
    const rng = new Rng(seed)
    const requests = new HostileRequests(seed + 1)
    const taker = new InProcessTaker()
    const counts = { runs: 0, spans: 0, logs: 0, longest: 0, slow: 0 }
    for (let set = 0; set < spanSets / 5; set += 1) {
      const group = throwTogether(requests, taker, rng)
      const stop = startClock()
      const assembled = assembleGroup({ ...group, scores: [], prices: cataloguePriceBook, nowNs })
      const tookMs = stop()
      const again = { spans: twice(group.spans, rng), logs: twice(group.logs, rng) }
      const isSame =
        asJson(assembleGroup({ ...again, scores: [], prices: cataloguePriceBook, nowNs })) === asJson(assembled)
      expect(isSame, `set ${set}: the order of records matters`).toBe(true)
      for (const run of assembled) expectAddsUp(run)
      expect(tookMs).toBeLessThan(hangMs)
      counts.runs += assembled.length
      counts.spans += group.spans.length
      counts.logs += group.logs.length
      counts.longest = Math.max(counts.longest, tookMs)
      counts.slow += tookMs > slowMs ? 1 : 0
    }
    console.log(
      `fuzz, damaged records, seed ${seed}: ${spanSets / 5} sets, ${counts.spans} spans and ${counts.logs} logs in ${counts.runs} runs; ` +
        `longest ${counts.longest.toFixed(0)} ms, ${counts.slow} over ${slowMs} ms`,
    )
    expect(counts.runs).toBeGreaterThan(0)
  },
)

/** Few traces, span ids and parents for all of them: rings, orphans and ids that several claim. */
function throwTogether(requests: HostileRequests, taker: InProcessTaker, rng: Rng) {
  const traces = [rng.hex(16), rng.hex(16), '0'.repeat(31) + '1'] as const
  const ids = Array.from({ length: 24 }, () => rng.hex(8))
  const anyId = (): string => ids[rng.int(0, ids.length - 1)] ?? ''
  const spans: SpanFacts[] = []
  const logs: LogFacts[] = []
  for (let index = 0; index < requestsPerSet; index += 1) {
    const { facts } = taker.take(requests.next(rng.chance(0.5) ? 'json' : 'protobuf'))
    for (const span of facts.spans) {
      const endNs = rng.chance(0.1) ? rng.pick([0n, 1n, 2n ** 63n - 1n]) : span.endNs
      const parentSpanId = rng.chance(0.2) ? '' : anyId()
      spans.push({ ...span, traceId: rng.pick(traces), spanId: anyId(), parentSpanId, endNs })
    }
    for (const log of facts.logs)
      logs.push({ ...log, traceId: rng.pick(['', ...traces]), spanId: rng.pick(['', anyId()]) })
  }
  // A log's id stands for all that it says: copies that differ cannot be.
  return { spans, logs: [...new Map(logs.map((log) => [log.logId, log])).values()] }
}

function twice<T>(records: readonly T[], rng: Rng): T[] {
  return shuffled([...records, ...records], rng)
}

function expectAddsUp({ run, nodes }: AssembledRun): void {
  Run.parse(JSON.parse(JSON.stringify(run)))
  SpanNode.array().parse(JSON.parse(JSON.stringify(nodes)))
  const keys = nodes.map(({ traceId, spanId }) => `${traceId} ${spanId}`)
  expect(new Set(keys).size).toBe(keys.length)
  const total = sumUsd(nodes.map(({ costUsd }) => costUsd)) ?? '0.000000000000'
  expect(run.costUsd ?? '0.000000000000').toBe(total)
  expect(sumUsd(run.models.map(({ costUsd }) => costUsd)) ?? '0.000000000000').toBe(total)
  expect(sumUsd(run.agents.map(({ costUsd }) => costUsd)) ?? total).toBe(total)
  const own = nodes.filter(({ usageRole, kind }) => usageRole === 'own' && kind !== 'embedding' && kind !== 'rerank')
  const output = own.reduce((sum, { usage }) => sum + (usage?.outputTokens ?? 0), 0)
  expect(run.usage.outputTokens ?? output).toBe(output)
  const shown = nodes.filter(
    ({ kind, toolExecuted, duplicateOf }) => kind === 'tool' && toolExecuted && duplicateOf === null,
  )
  expect(run.toolCalls).toBeGreaterThanOrEqual(shown.length)
}

/** BigInt never reaches the result, so its JSON is its value. */
function asJson(runs: readonly AssembledRun[]): string {
  return JSON.stringify(
    runs.map(({ run, nodes, loops, logsOfSpan }) => ({ run, nodes, loops, logsOfSpan: [...logsOfSpan] })),
  )
}
