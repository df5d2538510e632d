import { describe, expect, it } from 'vitest'
import { barOf, runExtent } from './bars.ts'
import { everythingClosed, everythingOpen, flip, levelForRows, reveal, stepLevel } from './expansion.ts'
import { errorIndices, findMatches, nextMatch } from './find-matches.ts'
import { costHeat, heatScale } from './heat.ts'
import { noisyParents } from './noisy-parents.ts'
import { countKinds, noFilter } from './row-filter.ts'
import { sampleNode, sampleTree } from './sample-node.ts'
import { treeKey } from './tree-key.ts'
import { treeRows } from './tree-rows.ts'

const nodes = sampleTree([
  {
    spanId: 'root',
    kind: 'agent',
    durationNs: 100,
    children: [
      { spanId: 'chain', kind: 'plain', children: [{ spanId: 'llm', kind: 'llm', at: 25, durationNs: 50 }] },
      { spanId: 'tool', kind: 'tool', status: 'error', errorMessage: 'Card declined' },
    ],
  },
])
const shown = (expansion = everythingOpen): string[] =>
  treeRows(nodes, expansion, noFilter).map((row) => row.node.spanId)

describe('treeRows', () => {
  it('shows what is open and counts what is hidden', () => {
    expect(shown()).toEqual(['root', 'chain', 'llm', 'tool'])
    expect(treeRows(nodes, everythingClosed, noFilter)).toMatchObject([{ open: false, hiddenCount: 3 }])
    expect(shown(flip(everythingOpen, ['chain']))).toEqual(['root', 'chain', 'tool'])
  })

  it('keeps the way to what a filter shows', () => {
    const rows = treeRows(nodes, everythingOpen, { kinds: new Set(['llm']), errorsOnly: false })
    expect(rows.map((row) => [row.node.spanId, row.depth, row.open, row.isWay])).toEqual([
      ['root', 0, true, true],
      ['chain', 1, true, true],
      ['llm', 2, null, false],
    ])
    expect(countKinds(nodes).get('plain')).toBe(1)
  })

  it('shows only what failed, and counts that in what is closed', () => {
    const errors = { kinds: null, errorsOnly: true }
    expect(treeRows(nodes, everythingOpen, errors).map((row) => row.node.spanId)).toEqual(['root', 'tool'])
    expect(treeRows(nodes, everythingClosed, errors)).toMatchObject([{ open: false, hiddenCount: 1 }])
  })
})

describe('expansion', () => {
  it('opens and closes level by level', () => {
    const one = stepLevel(everythingOpen, -1, nodes)
    expect(shown(one)).toEqual(['root', 'chain', 'tool'])
    expect(shown(stepLevel(one, -1, nodes))).toEqual(['root'])
    expect(stepLevel(one, 1, nodes).level).toBe(Number.POSITIVE_INFINITY)
  })

  it('chooses the level that fits a big run', () => {
    expect(levelForRows(nodes, 10)).toBe(Number.POSITIVE_INFINITY)
    expect(levelForRows(nodes, 3)).toBe(1)
  })

  it('opens the way to a row', () => {
    expect(shown(reveal(everythingClosed, nodes, 2))).toEqual(['root', 'chain', 'llm', 'tool'])
    expect(reveal(everythingOpen, nodes, 2)).toBe(everythingOpen)
  })
})

describe('noisyParents', () => {
  const plain = (prefix: string) => Array.from({ length: 8 }, (_unused, index) => ({ spanId: `${prefix}${index}` }))

  it('finds what holds only plain spans', () => {
    const tree = sampleTree([
      {
        spanId: 'root',
        children: [
          { spanId: 'setup', children: [{ spanId: 'inner', children: plain('a') }] },
          { spanId: 'work', children: [...plain('b'), { spanId: 'llm', kind: 'llm' }] },
          { spanId: 'broken', children: [...plain('c'), { spanId: 'failed', status: 'error' }] },
          { spanId: 'call', kind: 'llm', children: plain('d') },
        ],
      },
    ])
    expect(noisyParents(tree)).toEqual(['setup', 'call'])
  })
})

describe('treeKey', () => {
  const rows = treeRows(nodes, everythingOpen, noFilter)
  it.each([
    ['ArrowDown', 0, { type: 'move', row: 1 }],
    ['ArrowUp', 0, { type: 'move', row: 0 }],
    ['ArrowRight', 0, { type: 'move', row: 1 }],
    ['ArrowRight', 2, null],
    ['ArrowLeft', 2, { type: 'move', row: 1 }],
    ['ArrowLeft', 1, { type: 'toggle', row: 1 }],
    ['End', 0, { type: 'move', row: 3 }],
    ['x', 0, null],
  ])('%s on row %i', (key, active, action) => {
    expect(treeKey(rows, active, key)).toEqual(action)
  })
})

describe('bars and heat', () => {
  it('places a span in the run', () => {
    const llm = nodes[2] ?? sampleNode({ spanId: '' })
    expect(barOf(llm, runExtent(nodes))).toEqual({ left: 0.25, width: 0.5 })
    expect(runExtent([])).toEqual({ originNs: 0n, lengthNs: 0 })
    expect(barOf(llm, runExtent([]))).toEqual({ left: 0, width: 1 })
  })

  it('tints what stands out, never containers and never equals', () => {
    const callsOf = (costs: number[]) =>
      costs.map((cost) => sampleNode({ spanId: `${cost}`, kind: 'llm', costUsd: `${cost}` }))
    const heats = (costs: number[]) => callsOf(costs).map((call) => costHeat(call, heatScale(callsOf(costs))))
    expect(heats([1, 1, 1, 1])).toEqual([0, 0, 0, 0])
    expect(heats([1, 1, 1, 1, 1, 14])).toEqual([0, 0, 0, 0, 0, 3])
    expect(heats([1, 5])).toEqual([0, 0])
    const scale = heatScale(callsOf([1, 1, 1, 1]))
    expect(costHeat(sampleNode({ spanId: 'a', kind: 'agent', costUsd: '100' }), scale)).toBe(0)
  })
})

describe('findMatches', () => {
  it('finds what a row says, in any case', () => {
    expect(findMatches(nodes, 'card DECL')).toEqual([3])
    expect(findMatches(nodes, 'declined card')).toEqual([])
    expect(findMatches(nodes, '  ')).toEqual([])
    expect(errorIndices(nodes)).toEqual([3])
  })

  it('leads to the cause of an error, not to what passes it on', () => {
    const failed = { status: 'error' } as const
    const tree = sampleTree([
      { spanId: 'a', ...failed, children: [{ spanId: 'b', ...failed, children: [{ spanId: 'c' }] }, { spanId: 'd' }] },
      { spanId: 'e', ...failed },
    ])
    expect(errorIndices(tree)).toEqual([1, 4])
  })

  it('goes around the ends', () => {
    expect(nextMatch([2, 5], 5, 1)).toBe(2)
    expect(nextMatch([2, 5], 2, -1)).toBe(5)
    expect(nextMatch([], 0, 1)).toBeNull()
  })
})
