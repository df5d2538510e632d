import { describe, expect, it } from 'vitest'
import type { RunSpans } from '#lib/domain/run.ts'
import { firstExpansion } from './first-expansion.ts'
import { firstScreen, type FirstScreen, type RunPlace } from './first-screen.ts'
import { noFilter } from './row-filter.ts'
import { sampleTree } from './sample-node.ts'
import { sampleRun } from './sample-run.ts'
import { transcript } from './transcript.ts'
import { idsToOpen } from './transcript-place.ts'
import { treeRows } from './tree-rows.ts'

const agents = Array.from({ length: 60 }, (_, agent) => ({
  spanId: `agent${agent}`,
  kind: 'agent' as const,
  children: [1, 2, 3, 4].flatMap((call) => [
    { spanId: `llm${agent}.${call}`, kind: 'llm' as const },
    { spanId: `tool${agent}.${call}`, kind: 'tool' as const },
  ]),
}))
const nodes = sampleTree([{ spanId: 'lead', kind: 'agent', children: agents }])
const spans: RunSpans = { runId: sampleRun.runId, version: 1, nodes, loops: [], totalCount: nodes.length }
const nowhere: RunPlace = { view: 'tree', spanId: null, rootId: null }

function rowIds(place: Partial<RunPlace>): string[] {
  const screen = firstScreen(sampleRun, spans, { ...nowhere, ...place })
  return screen?.view === 'tree' ? screen.rows.map(({ row }) => row.node.spanId) : []
}

describe('firstScreen of a tree', () => {
  it('is the beginning of the rows that the view will show', () => {
    const all = treeRows(nodes, firstExpansion(nodes, -1), noFilter)
    expect(rowIds({})).toEqual(all.slice(0, 40).map((row) => row.node.spanId))
    expect(firstScreen(sampleRun, spans, nowhere)).toMatchObject({ from: 0, rowCount: all.length, selectedRow: -1 })
  })

  it('has the rows around a selected span, whose way is open', () => {
    const index = nodes.findIndex((node) => node.spanId === 'tool50.3')
    const all = treeRows(nodes, firstExpansion(nodes, index), noFilter)
    const screen = firstScreen(sampleRun, spans, { ...nowhere, spanId: 'tool50.3' })
    if (screen?.view !== 'tree') throw new Error('no tree')
    expect(all[screen.selectedRow]?.node.spanId).toBe('tool50.3')
    expect(screen.rows.map(({ row }) => row)).toEqual(all.slice(screen.from, screen.from + 80))
    expect(screen.from).toBe(screen.selectedRow - 40)
  })

  it('is of the sub-tree in focus, with the way to it', () => {
    expect(rowIds({ rootId: 'agent7' })[0]).toBe('agent7')
    expect(path(firstScreen(sampleRun, spans, { ...nowhere, rootId: 'agent7' }))).toEqual(['lead', 'agent7'])
  })
})

describe('firstScreen of a transcript', () => {
  it('is the beginning of its lines', () => {
    const all = transcript({ nodes, loops: [], opened: new Set() })
    const screen = firstScreen(sampleRun, spans, { ...nowhere, view: 'transcript' })
    expect(screen).toMatchObject({ items: all.slice(0, 24), selectedItem: -1, outputShown: false })
  })

  it('opens the cards around a selected span and has it among its lines', () => {
    const index = nodes.findIndex((node) => node.spanId === 'llm40.3')
    const all = transcript({ nodes, loops: [], opened: new Set(idsToOpen(nodes, index)) })
    const screen = firstScreen(sampleRun, spans, { ...nowhere, view: 'transcript', spanId: 'llm40.3' })
    if (screen?.view !== 'transcript') throw new Error('no transcript')
    expect(screen.items[screen.selectedItem]).toMatchObject({ type: 'turn', node: { spanId: 'llm40.3' } })
    expect(all).toEqual(expect.arrayContaining(screen.items))
  })
})

describe('no first screen', () => {
  it.each([
    ['a view that is drawn from all spans', { view: 'timeline' }, spans],
    ['a span that is not in the run', { spanId: 'elsewhere' }, spans],
    ['a run whose spans are gone', {}, { ...spans, nodes: [] }],
  ])('for %s', (_name, place, given) => {
    expect(firstScreen(sampleRun, given, { ...nowhere, ...place })).toBeNull()
  })
})

function path(screen: FirstScreen | null): string[] {
  return screen?.path.map((node) => node.spanId) ?? []
}
