import type { SpanNode } from '#lib/domain/run.ts'
import { isOpen, type Expansion } from './expansion.ts'
import { filterRows, isFiltering, type RowFilter } from './row-filter.ts'

export type TreeRow = {
  node: SpanNode
  /** Index in the run's list of nodes. */
  index: number
  depth: number
  /** Null for a leaf, and for a row whose rows below are all filtered out. */
  open: boolean | null
  /** Rows that a closed row hides. */
  hiddenCount: number
  /** Does not pass the filter itself: it is there as the way to rows below. */
  isWay: boolean
}

/** The part of the list to draw; rows are indented from `baseDepth` on. */
type RowRange = { from: number; to: number; baseDepth: number }

/** The rows to draw. A filter leaves the rows that pass and those above them. */
export function treeRows(
  nodes: readonly SpanNode[],
  expansion: Expansion,
  filter: RowFilter,
  { from, to, baseDepth }: RowRange = { from: 0, to: nodes.length, baseDepth: 0 },
): TreeRow[] {
  const marks = isFiltering(filter) ? filterRows(nodes, filter) : null
  const keptBefore = countKept(nodes.length, marks)
  const rows: TreeRow[] = []
  let index = from
  while (index < to) {
    const node = nodes[index]
    if (node === undefined) break
    const end = index + 1 + node.descendantCount
    if (marks !== null && marks[index] === 0) {
      // Rows below a hidden one are hidden too, or it would be their way.
      index = end
      continue
    }
    const below = (keptBefore[end] ?? 0) - (keptBefore[index + 1] ?? 0)
    const open = below === 0 ? null : isOpen(expansion, node.spanId, node.depth)
    const isWay = marks !== null && marks[index] === 1
    const depth = node.depth - baseDepth
    rows.push({ node, index, depth, open, hiddenCount: open === false ? below : 0, isWay })
    index = open === false ? end : index + 1
  }
  return rows
}

/** `result[i]` is how many of the first i rows the filter leaves. */
function countKept(length: number, marks: Uint8Array | null): Uint32Array {
  const kept = new Uint32Array(length + 1)
  for (let index = 0; index < length; index++) {
    kept[index + 1] = (kept[index] ?? 0) + (marks === null || marks[index] !== 0 ? 1 : 0)
  }
  return kept
}
