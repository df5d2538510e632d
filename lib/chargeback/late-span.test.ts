import { array, assert, constantFrom, integer, nat, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import type { SpanFacts } from '#lib/domain/span.ts'
import { defaultChargeback } from '#lib/domain/statement.ts'
import { formatUsd, parseUsd, sumUsd } from '#lib/pricing/fixed-usd.ts'
import { agent, assemble, llm, usage } from '#lib/run/test-support.ts'
import { buildStatement } from './build-statement.ts'

const tokens = integer({ min: 1, max: 2_000_000 })
const anyRun = record({
  tenant: constantFrom('acme', 'globex', ''),
  calls: array(tokens, { minLength: 1, maxLength: 4 }),
})

function callOf(run: number, number: number, count: number): SpanFacts {
  const [id, parent] = [`c${run}-${number}`, `a${run}`]
  const place = { id, parent, at: number + 1, traceId: String(run).padStart(32, '0') }
  return llm({ ...place, responseId: id, outputHash: id, usage: usage(count, count >> 3) })
}

function spansOf({ tenant, calls }: { tenant: string; calls: readonly number[] }, run: number): SpanFacts[] {
  const root = agent({ id: `a${run}`, lasts: 60, traceId: String(run).padStart(32, '0'), identity: { tenant } })
  return [root, ...calls.map((count, number) => callOf(run, number, count))]
}

/** The statement over all runs, and what each call cost. */
function billed(runs: readonly (readonly SpanFacts[])[]) {
  const assembled = runs.flatMap((spans) => assemble([...spans]))
  const none = { inputUncached: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 }
  const counts = { tokens: none, successfulRuns: 0, unpricedCalls: 0, unpricedTokens: 0, partialCalls: 0, lines: [] }
  const byTenant = Map.groupBy(assembled, ({ run }) => run.tenant)
  const statement = buildStatement({
    from: '',
    to: '',
    settings: { ...defaultChargeback, markupPercent: '10' },
    versions: { prices: [], rules: [], mappings: [] },
    tenants: [...byTenant].map(([tenant, of]) => {
      const costUsd = sumUsd(of.map(({ run }) => run.costUsd)) ?? formatUsd(0n)
      return { tenant, runs: of.length, costUsd, ...counts }
    }),
    previous: new Map(),
  })
  const nodes = assembled.flatMap((each) => each.nodes)
  return { statement, costOf: new Map(nodes.map(({ spanId, costUsd }) => [spanId, costUsd])) }
}

const usd = (text: string | null | undefined) => parseUsd(text ?? '0') ?? 0n

test('a span that comes late moves a statement by exactly its own cost, one that comes again by nothing', () => {
  assert(
    property(array(anyRun, { minLength: 1, maxLength: 5 }), nat(), tokens, (drawn, chosen, count) => {
      const runs = drawn.map(spansOf)
      const before = billed(runs)
      expect(before.statement.total.costUsd).toBe(sumUsd(before.costOf.values()))
      const place = chosen % runs.length
      const again = runs.map((spans, index) => (index === place ? [...spans, ...spans.toReversed()] : spans))
      expect(billed(again).statement).toEqual(before.statement)
      const late = callOf(place, 50, count)
      const after = billed(runs.map((spans, index) => (index === place ? [late, ...spans] : spans)))
      const own = usd(after.costOf.get(late.spanId))
      expect(own).toBeGreaterThan(0n)
      const moved = usd(after.statement.total.costUsd) - usd(before.statement.total.costUsd)
      expect(moved).toBe(own)
      const tenant = drawn[place]?.tenant || null
      for (const each of after.statement.tenants) {
        const then = before.statement.tenants.find((other) => other.tenant === each.tenant)
        expect(usd(each.costUsd) - usd(then?.costUsd)).toBe(each.tenant === tenant ? own : 0n)
      }
    }),
  )
})
