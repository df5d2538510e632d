import type { SpanNode } from '#lib/domain/run.ts'

/** The rows of a sub-tree in the run's list: from `from`, up to `to`; `path` leads to it from the root. */
export type Subtree = { from: number; to: number; baseDepth: number; path: SpanNode[] }

/** Null for a span that is not in the list: then the whole run is meant. */
export function subtreeOf(nodes: readonly SpanNode[], spanId: string | null): Subtree | null {
  if (spanId === null) return null
  const from = nodes.findIndex((node) => node.spanId === spanId)
  const root = nodes[from]
  if (root === undefined) return null
  return { from, to: from + 1 + root.descendantCount, baseDepth: root.depth, path: [...ancestors(nodes, from), root] }
}

/** From the outermost to the parent. */
function ancestors(nodes: readonly SpanNode[], index: number): SpanNode[] {
  const path: SpanNode[] = []
  let depth = nodes[index]?.depth ?? 0
  for (let above = index - 1; above >= 0 && depth > 0; above--) {
    const node = nodes[above]
    if (node === undefined || node.depth >= depth) continue
    depth = node.depth
    path.push(node)
  }
  return path.reverse()
}
