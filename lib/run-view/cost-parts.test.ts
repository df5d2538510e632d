import { expect, it } from 'vitest'
import { costliestCalls, costParts, nodeAndBelow, reasonCounts, reportedPart, unexplainedUsd } from './cost-parts.ts'
import { sampleNode } from './sample-node.ts'

const call = (spanId: string, model: string | null, costUsd: string | null, more = {}) =>
  sampleNode({ spanId, kind: 'llm', model, costUsd, costStatus: costUsd === null ? 'unpriced' : 'priced', ...more })

const nodes = [
  sampleNode({ spanId: 'agent', kind: 'agent', descendantCount: 4 }),
  call('a', 'small', '0.100000000001'),
  call('b', 'large', '0.3', { costStatus: 'partial' }),
  call('c', 'small', null),
  sampleNode({ spanId: 'd', kind: 'tool', toolName: 'search', costUsd: '0.005', costStatus: 'priced' }),
  call('other', null, null),
]

it('adds what calls cost by model and tool, exactly', () => {
  expect(costParts(nodeAndBelow(nodes, sampleNode({ spanId: 'agent', descendantCount: 4 })))).toEqual([
    { kind: 'model', name: 'large', calls: 1, unpriced: 0, partial: 1, costUsd: '0.300000000000' },
    { kind: 'model', name: 'small', calls: 2, unpriced: 1, partial: 0, costUsd: '0.100000000001' },
    { kind: 'tool', name: 'search', calls: 1, unpriced: 0, partial: 0, costUsd: '0.005000000000' },
  ])
})

it('leaves an unknown amount unknown', () => {
  expect(costParts(nodes).at(-1)).toMatchObject({ name: null, unpriced: 1, costUsd: null })
})

it('says what the parts do not explain', () => {
  const parts = costParts(nodes)
  expect(unexplainedUsd('0.405000000001', parts)).toBeNull()
  expect(unexplainedUsd('1.405000000001', parts)).toBe('1.000000000000')
})

it('counts why amounts are unknown or assumed', () => {
  const reasons = [
    call('a', 'small', '1', { costReason: 'cache_split_unknown; priced_as:cacheRead=input', costStatus: 'partial' }),
    call('b', 'small', '1', { costReason: 'cache_split_unknown' }),
    call('c', 'none', null, { costReason: 'no_price_listed:none' }),
    call('d', 'none', null, { costReason: 'usage_from_agent', costStatus: 'none' }),
  ]
  expect(reasonCounts(reasons)).toEqual([
    { reason: 'cache_split_unknown', calls: 2, isGap: true },
    { reason: 'priced_as:cacheRead=input', calls: 1, isGap: true },
    { reason: 'no_price_listed:none', calls: 1, isGap: true },
  ])
  expect(reasonCounts([call('b', 'small', '1', { costReason: 'x' })])).toEqual([
    { reason: 'x', calls: 1, isGap: false },
  ])
})

it('finds the most expensive calls', () => {
  expect(costliestCalls(nodes, 2).map(({ spanId }) => spanId)).toEqual(['b', 'a'])
})

it('compares what emitters reported with what the same calls cost', () => {
  expect(reportedPart(nodes)).toBeNull()
  const reporting = [
    call('a', 'small', '0.1', { reportedCostUsd: '0.3' }),
    call('b', 'small', '0.4', { reportedCostUsd: '0.1' }),
    call('unpriced', 'small', null, { reportedCostUsd: '7' }),
    call('silent', 'small', '9'),
    sampleNode({ spanId: 'wrapper', costUsd: null, costStatus: 'none', reportedCostUsd: '0.4' }),
  ]
  expect(reportedPart(reporting)).toEqual({
    calls: 2,
    reportedUsd: '0.400000000000',
    differenceUsd: '-0.100000000000',
  })
})
