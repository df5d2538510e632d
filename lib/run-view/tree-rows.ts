import type { SpanNode } from '#lib/domain/run.ts'
import type { SpanKind } from '#lib/domain/span.ts'
import { isOpen, type Expansion } from './expansion.ts'

export type TreeRow = {
  node: SpanNode
  /** Index in the run's list of nodes. */
  index: number
  /** Depth as shown: rows of hidden kinds do not indent. */
  depth: number
  /** Null for a leaf. */
  open: boolean | null
  /** Rows that a closed row hides. */
  hiddenCount: number
}

/** The part of the list to draw; rows are indented from `baseDepth` on. */
type RowRange = { from: number; to: number; baseDepth: number }

/** The rows to draw; `kinds` null shows all kinds, else the children of hidden rows move up. */
export function treeRows(
  nodes: readonly SpanNode[],
  expansion: Expansion,
  kinds: ReadonlySet<SpanKind> | null,
  { from, to, baseDepth }: RowRange = { from: 0, to: nodes.length, baseDepth: 0 },
): TreeRow[] {
  const keptBefore = countKept(nodes, kinds)
  const rows: TreeRow[] = []
  const liftedUntil: number[] = []
  let index = from
  while (index < to) {
    const node = nodes[index]
    if (node === undefined) break
    while ((liftedUntil.at(-1) ?? Number.POSITIVE_INFINITY) <= index) liftedUntil.pop()
    const end = index + 1 + node.descendantCount
    if (kinds !== null && !kinds.has(node.kind)) {
      liftedUntil.push(end)
      index += 1
      continue
    }
    const below = (keptBefore[end] ?? 0) - (keptBefore[index + 1] ?? 0)
    const open = below === 0 ? null : isOpen(expansion, node.spanId, node.depth)
    const depth = node.depth - baseDepth - liftedUntil.length
    rows.push({ node, index, depth, open, hiddenCount: open === false ? below : 0 })
    index = open === false ? end : index + 1
  }
  return rows
}

export function countKinds(nodes: readonly SpanNode[]): Map<SpanKind, number> {
  const counts = new Map<SpanKind, number>()
  for (const node of nodes) counts.set(node.kind, (counts.get(node.kind) ?? 0) + 1)
  return counts
}

/** `result[i]` is how many of the first i nodes are of a shown kind. */
function countKept(nodes: readonly SpanNode[], kinds: ReadonlySet<SpanKind> | null): Uint32Array {
  const kept = new Uint32Array(nodes.length + 1)
  let sum = 0
  nodes.forEach((node, index) => {
    if (kinds === null || kinds.has(node.kind)) sum += 1
    kept[index + 1] = sum
  })
  return kept
}
