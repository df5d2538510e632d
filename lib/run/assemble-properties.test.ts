import { array, assert, constant, constantFrom, integer, property, record, shuffledSubarray, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CostShare } from '#lib/domain/cost.ts'
import type { Run, SpanNode } from '#lib/domain/run.ts'
import type { SpanFacts } from '#lib/domain/span.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'
import { agent, assemble, failedLlm, llm, span, tool, usage } from './test-support.ts'
import type { AssembledRun } from './types.ts'

const kinds = ['agent', 'llm', 'failed', 'tool', 'plain', 'step', 'embedding', 'aggregate'] as const

/** Any forest at all: parents may be missing, later, the span itself, or form cycles; ids and traces repeat. */
const anySpan = record({
  id: integer({ min: 0, max: 24 }).map((number) => `s${number}`),
  parent: integer({ min: -3, max: 26 }).map((number) => (number < 0 ? '' : `s${number}`)),
  trace: constantFrom('1', '2'),
  kind: constantFrom(...kinds),
  at: integer({ min: 0, max: 30 }),
  lasts: integer({ min: -1, max: 20 }),
  name: constantFrom('x', 'y'),
  responseId: constantFrom('', 'r1', 'r2'),
  scopeName: constantFrom('one', 'two'),
  tokens: integer({ min: 0, max: 500 }),
}).map(({ kind, name, tokens, trace, responseId, ...place }): SpanFacts => {
  const shared = { ...place, traceId: trace.repeat(32) }
  const known = usage(tokens, tokens >> 2)
  switch (kind) {
    case 'agent':
      return agent({ ...shared, agentName: name })
    case 'aggregate':
      return agent({ ...shared, agentName: name, usage: known, usageClaim: 'aggregate' })
    case 'llm':
      return llm({
        ...shared,
        responseId,
        asks: name === 'x' ? ['search'] : [],
        usage: tokens % 7 === 0 ? null : known,
      })
    case 'failed':
      return failedLlm(shared)
    case 'tool':
      return tool({ ...shared, toolName: name, toolExecuted: tokens % 5 !== 0 })
    case 'embedding':
      return llm({ ...shared, kind: 'embedding', usage: known })
    case 'step':
    case 'plain':
      return span({ ...shared, kind })
  }
})

const anySpans = array(anySpan, { minLength: 1, maxLength: 40 })

/** BigInt never reaches the result, so its JSON is its value. */
const asJson = (runs: readonly AssembledRun[]) =>
  JSON.stringify(
    runs.map(({ run, nodes, loops, costShares, logsOfSpan }) => ({
      run,
      nodes,
      loops,
      costShares,
      logsOfSpan: [...logsOfSpan],
    })),
  )

describe('whatever is sent', () => {
  test('order and repetition change nothing', () => {
    assert(
      property(
        anySpans.chain((spans) =>
          tuple(constant(spans), shuffledSubarray([...spans, ...spans], { minLength: spans.length * 2 })),
        ),
        ([spans, shuffled]) => {
          expect(asJson(assemble(shuffled))).toBe(asJson(assemble(spans)))
        },
      ),
      { numRuns: 300 },
    )
  })

  test('the run is the sum of its nodes, the tree is whole, nothing is negative', () => {
    assert(
      property(anySpans, (spans) => assemble(spans).forEach(checkRun)),
      { numRuns: 300 },
    )
  })
})

function checkRun({ run, nodes, costShares }: AssembledRun): void {
  checkShares(run, nodes, costShares)
  const roots = nodes.filter((node) => node.parentSpanId === null)
  const priced = nodes.filter((node) => node.costUsd !== null)
  const total = priced.length > 0 ? run.costUsd : null
  expect(sumUsd(nodes.map((node) => node.costUsd))).toBe(total)
  expect(sumUsd(roots.map((node) => node.subtreeCostUsd))).toBe(total)
  expect(sumUsd(run.models.map((share) => share.costUsd))).toBe(total)
  expect(priced.every((node) => node.usageRole === 'own')).toBe(true)
  const own = nodes.filter((node) => node.usageRole === 'own' && node.kind !== 'embedding')
  const tokens = own.reduce((sum, node) => sum + (node.usage?.inputTokens ?? 0) + (node.usage?.outputTokens ?? 0), 0)
  expect(roots.reduce((sum, node) => sum + node.subtreeTokens, 0)).toBe(tokens)
  const { inputTokens, outputTokens } = run.usage
  expect(inputTokens === null || outputTokens === null ? tokens : inputTokens + outputTokens).toBe(tokens)
  expect(run.toolCalls).toBe(run.tools.reduce((sum, share) => sum + share.calls, 0))
  expect(run.spanCount).toBe(nodes.length)
  expect(nodes.every((node, index) => subtreeIsWhole(nodes, node, index))).toBe(true)
  expect(
    [run.durationNs, ...nodes.map((node) => node.durationNs), ...Object.values(run.usage)].every(
      (count) => (count ?? 0) >= 0,
    ),
  ).toBe(true)
}

/** Shares are costs by anything: their sum is the run's cost, and so are the sums by agent and by model. */
function checkShares(run: Run, nodes: readonly SpanNode[], shares: readonly CostShare[]): void {
  const costs = shares.map(({ costUsd }) => costUsd)
  expect(sumUsd(costs) ?? (run.costStatus === 'none' ? run.costUsd : null)).toBe(run.costUsd)
  for (const { name, costUsd } of run.agents) {
    expect(sumUsd(shares.filter(({ agent: of }) => of === name).map((share) => share.costUsd))).toBe(costUsd)
  }
  expect(sumUsd(shares.map(({ loopCostUsd }) => loopCostUsd))).toBe(run.loops.costUsd)
  const own = nodes.filter(({ usageRole, usage: used }) => usageRole === 'own' && used !== null)
  const output = own.reduce((sum, node) => sum + (node.usage?.outputTokens ?? 0), 0)
  expect(shares.reduce((sum, { tokens }) => sum + tokens.output, 0)).toBe(output)
  expect(shares.flatMap(({ tokens }) => Object.values(tokens)).every((count) => count >= 0)).toBe(true)
}

function subtreeIsWhole(nodes: readonly SpanNode[], node: SpanNode, index: number): boolean {
  const below = nodes.slice(index + 1, index + 1 + node.descendantCount)
  const children = below.filter((other) => other.depth === node.depth + 1 && other.parentSpanId === node.spanId)
  return below.every((other) => other.depth > node.depth) && children.length === node.childCount
}

describe('20,000 spans', () => {
  const kindOf = (index: number) => (index % 3 === 0 ? llm : index % 3 === 1 ? tool : span)
  const shapes: Record<string, (index: number) => string> = {
    wide: () => 's0',
    deep: (index) => `s${index - 1}`,
    'one cycle': (index) => `s${(index + 1) % 20_000}`,
    orphaned: (index) => `gone${index}`,
  }

  test.each(Object.entries(shapes))('%s', (_name, parentOf) => {
    const spans = Array.from({ length: 20_000 }, (_, index) =>
      index === 0
        ? agent({ id: 's0', lasts: 100, parent: parentOf(0) === 's1' ? 's1' : '' })
        : kindOf(index)({ id: `s${index}`, parent: parentOf(index), at: index / 1000 }),
    )
    const [assembled] = assemble(spans)
    expect(assembled?.nodes).toHaveLength(20_000)
  })
})
