import { describe, expect, it } from 'vitest'
import { aggregateGraph, expandGraph, MAX_EXPANDED_NODES, type RunGraph } from './graph.ts'
import { layoutGraph } from './graph-layout.ts'
import { neighbourAt, nextVisit, pathThrough } from './graph-moves.ts'
import { sampleLoop, sampleNode, sampleTree, type Sample } from './sample-node.ts'

const llm = (spanId: string, at: number, more: Partial<Sample> = {}): Sample => ({
  spanId,
  at,
  durationNs: 5,
  kind: 'llm',
  label: 'gpt-5',
  agent: 'support',
  costUsd: '0.1',
  ...more,
})
const tool = (spanId: string, at: number, label: string, more: Partial<Sample> = {}): Sample => ({
  spanId,
  at,
  durationNs: 5,
  kind: 'tool',
  label,
  agent: 'support',
  ...more,
})
const agent = (spanId: string, label: string, children: Sample[], more: Partial<Sample> = {}): Sample => ({
  spanId,
  kind: 'agent',
  label,
  agent: label,
  durationNs: 1_000,
  children,
  ...more,
})

/** Edges as "from → to × visits", in order. */
function ways({ nodes, edges }: RunGraph): string[] {
  const labels = new Map(nodes.map((node) => [node.id, node.label]))
  return edges.map(({ from, to, visits }) => `${labels.get(from)} → ${labels.get(to)} × ${visits}`)
}

describe('aggregateGraph', () => {
  it('draws an agent, its model and its tools once, and counts the ways between them', () => {
    const run = sampleTree([
      agent('a', 'support', [
        llm('l1', 0),
        tool('t1', 10, 'get_account'),
        llm('l2', 20),
        tool('t2', 30, 'get_account', { status: 'error' }),
        llm('l3', 40),
      ]),
    ])
    const graph = aggregateGraph(run, [])
    expect(ways(graph)).toEqual(['support → gpt-5 × 1', 'gpt-5 → get_account × 2', 'get_account → gpt-5 × 2'])
    expect(graph.nodes.map(({ label, spanIds, errors }) => ({ label, spanIds, errors }))).toEqual([
      { label: 'support', spanIds: ['a'], errors: 0 },
      { label: 'gpt-5', spanIds: ['l1', 'l2', 'l3'], errors: 0 },
      { label: 'get_account', spanIds: ['t1', 't2'], errors: 1 },
    ])
    expect(graph.nodes.find(({ kind }) => kind === 'llm')?.costUsd).toBe('0.300000000000')
  })

  it('shows what follows itself as a way to itself', () => {
    const run = sampleTree([
      agent('a', 'support', [tool('t1', 0, 'search'), tool('t2', 10, 'search'), tool('t3', 20, 'search')]),
    ])
    expect(ways(aggregateGraph(run, []))).toEqual(['support → search × 1', 'search → search × 2'])
  })

  it('does not put spans in a sequence that ran at the same time', () => {
    const run = sampleTree([
      agent('a', 'support', [llm('l1', 0), tool('t1', 10, 'read'), tool('t2', 11, 'write'), llm('l2', 20)]),
    ])
    expect(ways(aggregateGraph(run, []))).toEqual([
      'support → gpt-5 × 1',
      'gpt-5 → read × 1',
      'gpt-5 → write × 1',
      'read → gpt-5 × 1',
      'write → gpt-5 × 1',
    ])
  })

  it('passes through steps and plain spans, and leaves out second reports and wrappers', () => {
    const run = sampleTree([
      agent('a', 'support', [
        { spanId: 's', kind: 'step', children: [{ spanId: 'http', kind: 'plain', children: [llm('l1', 0)] }] },
        llm('twin', 1, { duplicateOf: 'l1', usageRole: 'duplicate' }),
        llm('wrapper', 20, { usageRole: 'aggregate', label: 'generate', children: [llm('l2', 20)] }),
      ]),
    ])
    expect(ways(aggregateGraph(run, []))).toEqual(['support → gpt-5 × 1', 'gpt-5 → gpt-5 × 1'])
  })

  it('keeps the tools of two agents apart, and an agent that calls itself as a way to itself', () => {
    const run = sampleTree([
      agent('lead', 'lead', [
        agent('r1', 'researcher', [tool('t1', 10, 'search', { agent: 'researcher' })], { at: 5, durationNs: 50 }),
        agent('r2', 'lead', [tool('t2', 110, 'search', { agent: 'lead' })], { at: 100, durationNs: 50 }),
      ]),
    ])
    const graph = aggregateGraph(run, [])
    expect(graph.nodes.map(({ label, agent }) => `${label} of ${agent}`)).toEqual([
      'lead of null',
      'researcher of null',
      'search of researcher',
      'search of lead',
    ])
    expect(ways(graph)).toEqual([
      'lead → researcher × 1',
      'researcher → search × 1',
      'researcher → lead × 1',
      'lead → search × 1',
    ])
  })

  it('marks what a loop repeats, and polling not', () => {
    const run = sampleTree([
      agent('a', 'support', [tool('t1', 0, 'get', { loop: 0 }), tool('t2', 9, 'wait', { loop: 1 })]),
    ])
    const graph = aggregateGraph(run, [sampleLoop({ rounds: 12 }), sampleLoop({ rounds: 9, polling: true })])
    expect(graph.nodes.map(({ loopRounds }) => loopRounds)).toEqual([0, 12, 0])
  })

  it('merges the rarest of very many names and says how many', () => {
    const run = sampleTree([
      agent(
        'a',
        'support',
        Array.from({ length: 500 }, (_, i) => tool(`t${i}`, i * 10, `tool ${i}`)),
      ),
    ])
    const graph = aggregateGraph(run, [])
    expect(graph.nodes.length).toBeLessThanOrEqual(41)
    expect(graph.mergedNames).toBe(501 - 40)
    expect(graph.nodes.flatMap(({ spanIds }) => spanIds)).toHaveLength(501)
  })

  it('takes 20,000 spans, wide and deep', () => {
    const wide = sampleTree([
      agent(
        'a',
        'support',
        Array.from({ length: 20_000 }, (_, i) => llm(`l${i}`, i * 10)),
      ),
    ])
    expect(ways(aggregateGraph(wide, []))).toEqual(['support → gpt-5 × 1', 'gpt-5 → gpt-5 × 19999'])
    const deep = Array.from({ length: 20_000 }, (_, depth) =>
      sampleNode({ spanId: `d${depth}`, kind: 'agent', label: 'deep', depth, descendantCount: 19_999 - depth }),
    )
    expect(ways(aggregateGraph(deep, []))).toEqual(['deep → deep × 19999'])
  })
})

describe('expandGraph', () => {
  it('draws every span, first to last', () => {
    const run = sampleTree([agent('a', 'support', [llm('l1', 0), tool('t1', 10, 'get'), llm('l2', 20)])])
    expect(ways(expandGraph(run, []) ?? { nodes: [], edges: [], mergedNames: 0 })).toEqual([
      'support → gpt-5 × 1',
      'gpt-5 → get × 1',
      'get → gpt-5 × 1',
    ])
  })

  it('gives up where nobody could read it', () => {
    const many = Array.from({ length: MAX_EXPANDED_NODES }, (_, i) => llm(`l${i}`, i * 10))
    expect(expandGraph(sampleTree([agent('a', 'support', many)]), [])).toBeNull()
    expect(expandGraph(sampleTree([agent('a', 'support', many.slice(1))]), [])?.nodes).toHaveLength(MAX_EXPANDED_NODES)
  })

  it('joins crowds of parallel spans without a way for every pair', () => {
    const crowd = (at: number) =>
      Array.from({ length: 50 }, (_, i) => tool(`t${at}-${i}`, at + Math.floor(i / 20), `tool ${i}`))
    const run = sampleTree([agent('a', 'support', [...crowd(0), ...crowd(100)])])
    expect(expandGraph(run, [])?.edges).toHaveLength(100)
  })
})

describe('layoutGraph', () => {
  const box = { width: 100, height: 40 }
  const nodes = ['a', 'b', 'c'].map((id) => ({ id, ...box }))

  it('places every node and way, cycles and ways to itself too, always alike', () => {
    const edges = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
      { from: 'b', to: 'b' },
      { from: 'b', to: 'c' },
    ]
    const layout = layoutGraph({ nodes, edges })
    expect(layout.nodes.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(layout.edges.every((points) => points.length >= 2)).toBe(true)
    expect(layoutGraph({ nodes, edges })).toEqual(layout)
  })
})

describe('moving in a graph', () => {
  const places = [
    { id: 'top', x: 50, y: 0 },
    { id: 'left', x: 0, y: 100 },
    { id: 'right', x: 110, y: 100 },
  ]
  it.each([
    ['ArrowDown', 'top', 'left'],
    ['ArrowUp', 'right', 'top'],
    ['ArrowRight', 'left', 'right'],
    ['ArrowLeft', 'left', null],
    ['x', 'top', null],
  ])('%s from %s goes to %s', (key, from, to) => expect(neighbourAt(places, from, key)).toBe(to))

  it('goes through the visits of a node and around', () => {
    const visits = [null, 'a', 'b', 'elsewhere'].map((selected) => nextVisit(['a', 'b'], selected))
    expect(visits).toEqual(['a', 'b', 'a', 'a'])
    expect(nextVisit([], 'a')).toBeNull()
  })

  it('draws a way through its corners', () => {
    expect(
      pathThrough([
        { x: 0, y: 0 },
        { x: 0, y: 10 },
      ]),
    ).toBe('M0,0L0,10')
    expect(
      pathThrough([
        { x: 0, y: 0 },
        { x: 5, y: 5 },
        { x: 0, y: 10 },
      ]),
    ).toBe('M0,0Q5,5 0,10')
    expect(pathThrough([])).toBe('')
  })
})
