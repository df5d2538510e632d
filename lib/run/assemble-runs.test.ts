import { describe, expect, test } from 'vitest'
import { unpricedCost } from '#lib/pricing/price-book.ts'
import type { CallCost } from '#lib/pricing/price-book.ts'
import { agent, assemble, assembleOne, llm, span, startOfTest, tool, traceId, usage } from './test-support.ts'

const plainRun = [
  agent({ id: 'agent', lasts: 10, inputPreview: 'goal' }),
  llm({ id: 'l1', parent: 'agent', at: 1, asks: ['search'] }),
  tool({ id: 't1', parent: 'agent', at: 2, toolName: 'search', toolCallId: 'call-l1-search' }),
  llm({ id: 'l2', parent: 'agent', at: 4, outputPreview: 'done' }),
]

describe('a plain run', () => {
  test('is counted, timed and described', () => {
    const { run, nodes } = assembleOne(plainRun)
    expect(run).toMatchObject({
      runId: traceId, agent: 'agent', steps: 2, llmCalls: 2, failedLlmCalls: 0, toolCalls: 1, toolErrors: 0, endReason: 'completed',
      costUsd: '0.000220000000', costStatus: 'priced', inputPreview: 'goal', outputPreview: 'done', durationNs: 10e9, warnings: [], spanCount: 4,
    }) // prettier-ignore
    expect(run.usage).toEqual(usage(200, 20))
    expect(run.tools).toEqual([{ name: 'search', calls: 1, errors: 0 }])
    expect(nodes.map((node) => [node.spanId, node.depth, node.step])).toEqual([['agent', 0, null], ['l1', 1, 1], ['t1', 1, 1], ['l2', 1, 2]]) // prettier-ignore
    expect(nodes[0]).toMatchObject({
      childCount: 3,
      descendantCount: 3,
      subtreeCostUsd: '0.000220000000',
      subtreeTokens: 220,
    })
  })

  test('a trace of plain spans is no run; one below a web request is', () => {
    expect(assemble([span({ id: 'http' })])).toEqual([])
    const { run } = assembleOne([
      span({ id: 'http', lasts: 99 }),
      agent({ id: 'agent', parent: 'http', lasts: 10 }),
      ...plainRun.slice(1),
    ])
    expect(run).toMatchObject({ agent: 'agent', durationNs: 10e9, spanCount: 5 })
  })

  test('bare SDK calls are runs of their own', () => {
    const runs = assemble([
      llm({ id: 'a', traceId: '1'.repeat(32), asks: ['x'] }),
      llm({ id: 'b', traceId: '2'.repeat(32), at: 3 }),
    ])
    expect(runs.map(({ run }) => [run.runId, run.endReason, run.warnings.map((warning) => warning.code)])).toEqual([
      ['1'.repeat(32), 'completed', ['not_in_a_trace']],
      ['2'.repeat(32), 'completed', ['not_in_a_trace']],
    ])
  })

  test('several agents side by side are named after their workflow, the goal is what was asked', () => {
    const { run } = assembleOne([
      span({ id: 'flow', kind: 'workflow', workflowName: 'support', lasts: 30, inputPreview: '{"args":[]}' }),
      agent({ id: 'billing', parent: 'flow' }),
      llm({ id: 'l1', parent: 'billing', inputPreview: 'Why twice?' }),
      agent({ id: 'docs', parent: 'flow', at: 5 }),
      llm({ id: 'l2', parent: 'docs', at: 6 }),
    ])
    expect(run).toMatchObject({ agent: 'support', inputPreview: 'Why twice?' })
    expect(run.agents.map((share) => share.name)).toEqual(['billing', 'docs'])
  })
})

describe('money', () => {
  test('what emitters report is kept beside our own cost, never in its place', () => {
    const { run } = assembleOne([
      agent({ id: 'a', lasts: 9, reportedCostUsd: '9', usage: usage(100, 10), usageClaim: 'aggregate' }),
      llm({ id: 'l', parent: 'a', reportedCostUsd: '0' }),
    ])
    expect(run).toMatchObject({ costUsd: '0.000110000000', costStatus: 'priced', reportedCostUsd: '0.000000000000' })
  })

  const known: CallCost = { ...unpricedCost('none', null), costUsd: '0.100000000000', status: 'priced' }
  const unknown = unpricedCost('unpriced', 'no_price_listed:openai/x')
  const cases: { name: string; costs: CallCost[]; expected: object }[] = [
    {
      name: 'all calls priced',
      costs: [known, known, known],
      expected: { costUsd: '0.300000000000', costStatus: 'priced' },
    },
    {
      name: 'one of them not',
      costs: [known, unknown],
      expected: { costUsd: '0.100000000000', costStatus: 'partial' },
    },
    { name: 'none of them', costs: [unknown, unknown], expected: { costUsd: null, costStatus: 'unpriced' } },
    { name: 'no calls', costs: [], expected: { costUsd: '0.000000000000', costStatus: 'none' } },
  ]

  test.each(cases)('$name', ({ costs, expected }) => {
    const left = [...costs]
    const calls = costs.map((_, index) => llm({ id: `l${index}`, parent: 'a', at: index * 3 }))
    const prices = { version: 'p', priceCall: () => left.shift() ?? unknown, priceTool: () => null }
    expect(assembleOne([agent({ id: 'a', lasts: 20 }), ...calls], { prices }).run).toMatchObject(expected)
  })
})

describe('outcome', () => {
  const score = (label: string, at: bigint, more: object = {}) => ({
    project: 'default', traceId, spanId: '', responseId: '', session: '', name: 'outcome', value: null, label, explanation: '', source: '' as const, timeNs: at, ...more,
  }) // prettier-ignore

  test('is the agent’s own, else the latest score of that name on the run', () => {
    const scores = [
      score('resolved', 1n),
      score('escalated', 2n),
      score('elsewhere', 3n, { traceId: 'other' }),
      score('good', 4n, { name: 'tone' }),
    ]
    expect(assembleOne(plainRun, { scores }).run.outcome).toBe('escalated')
    expect(assembleOne([agent({ id: 'a', outcome: 'resolved' })], { scores }).run.outcome).toBe('resolved')
  })
})

describe('times of clocks that are wrong', () => {
  test.each([
    ['1970', 1n, startOfTest],
    ['2262', startOfTest, 2n ** 63n - 1n],
  ])('%s leaves a duration that is an exact number', (_year, startNs, endNs) => {
    const { run } = assembleOne([agent({ id: 'a', startNs, endNs }), llm({ id: 'b', parent: 'a' })])
    expect(run.durationNs).toBe(Number.MAX_SAFE_INTEGER)
    expect(run.startedAt).toBe(String(startNs))
  })
})
