import type { Loop, Run, RunSpans, SpanNode } from '#lib/domain/run.ts'
import { runExtent, type Extent } from './bars.ts'
import { firstExpansion } from './first-expansion.ts'
import { heatScale, type HeatScale } from './heat.ts'
import { isOutputShown } from './output-shown.ts'
import { noFilter } from './row-filter.ts'
import { subtreeOf } from './subtree.ts'
import type { TranscriptItem } from './transcript-items.ts'
import { idsToOpen, itemIndexOf } from './transcript-place.ts'
import { transcript } from './transcript.ts'
import { treeRows, type TreeRow } from './tree-rows.ts'

/** Which part of a run a link shows. */
export type RunPlace = {
  view: string
  /** The selected span. */
  spanId: string | null
  /** The span whose sub-tree is in focus. */
  rootId: string | null
}

/**
 * The rows that a view of a run shows first, as it will draw them once all spans are there: they come with the page's
 * document. Of the lines around a selected span, which stands in the middle, there are enough for either end.
 */
export type FirstScreen = { place: RunPlace; shownCount: number; totalCount: number; path: SpanNode[] } & (
  | FirstTree
  | FirstTranscript
)

export type FirstTree = {
  view: 'tree'
  rows: { row: TreeRow; loop: Loop | null }[]
  /** Index of the first of them among all rows. */
  from: number
  rowCount: number
  /** Index of the selected one among all rows; −1 without. */
  selectedRow: number
  extent: Extent
  scale: HeatScale
}

export type FirstTranscript = {
  view: 'transcript'
  items: TranscriptItem[]
  /** Index of the selected line among them; −1 without. */
  selectedItem: number
  goalTurnId: string | null
  opened: ReadonlySet<string>
  outputShown: boolean
}

/** Rows of 28 pixels and lines of 28 or more: a tall screen, and the same to both sides of a selected one. */
const screenRows = 40
const screenItems = 24

/** Other views are drawn from all spans at once. */
export function hasFirstScreen({ view }: RunPlace): boolean {
  return view === 'tree' || view === 'transcript'
}

/** Null where there is nothing of the kind to show. */
export function firstScreen(run: Run, spans: RunSpans, place: RunPlace): FirstScreen | null {
  const { nodes, totalCount } = spans
  const selectedIndex = place.spanId === null ? -1 : nodes.findIndex((node) => node.spanId === place.spanId)
  const path = place.view === 'tree' ? (subtreeOf(nodes, place.rootId)?.path ?? []) : []
  const common = { place, shownCount: nodes.length, totalCount, path }
  // Nothing to show, or a note in place of what the link means.
  if (nodes.length === 0 || (place.spanId !== null && selectedIndex === -1)) return null
  if (place.view === 'tree') return { ...common, ...firstTree(spans, selectedIndex, place.rootId) }
  if (place.view === 'transcript') return { ...common, ...firstTranscript(run, spans, selectedIndex) }
  return null
}

function firstTree({ nodes, loops }: RunSpans, selectedIndex: number, rootId: string | null): FirstTree {
  const subtree = subtreeOf(nodes, rootId) ?? undefined
  const all = treeRows(nodes, firstExpansion(nodes, selectedIndex), noFilter, subtree)
  const selectedRow = all.findIndex(({ index }) => index === selectedIndex)
  const { from, to } = around(selectedRow, screenRows)
  const rows = all.slice(from, to)
  return {
    view: 'tree',
    rows: rows.map((row) => ({ row, loop: row.node.loop === null ? null : (loops[row.node.loop] ?? null) })),
    from,
    rowCount: all.length,
    selectedRow,
    extent: runExtent(nodes),
    scale: heatScale(nodes),
  }
}

function firstTranscript(run: Run, { nodes, loops }: RunSpans, selectedIndex: number): FirstTranscript {
  const opened = new Set(idsToOpen(nodes, selectedIndex))
  const all = transcript({ nodes, loops, opened })
  const selectedId = nodes[selectedIndex]?.spanId
  const selectedItem = selectedId === undefined ? -1 : itemIndexOf(all, selectedId)
  const { from, to } = around(selectedItem, screenItems)
  return {
    view: 'transcript',
    items: all.slice(from, to),
    selectedItem: selectedItem === -1 ? -1 : selectedItem - from,
    goalTurnId: all.find((item) => item.type === 'goal')?.turnId ?? null,
    opened,
    outputShown: isOutputShown(run, all),
  }
}

/** A screen from the top on, or one to each side. */
function around(selected: number, size: number): { from: number; to: number } {
  return selected === -1 ? { from: 0, to: size } : { from: Math.max(0, selected - size), to: selected + size }
}
