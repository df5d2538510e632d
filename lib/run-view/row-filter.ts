import type { SpanNode } from '#lib/domain/run.ts'
import type { SpanKind } from '#lib/domain/span.ts'

/** Which rows of a run a reader wants to see. `kinds` null is all kinds. */
export type RowFilter = { kinds: ReadonlySet<SpanKind> | null; errorsOnly: boolean }

export const noFilter: RowFilter = { kinds: null, errorsOnly: false }

export function isFiltering({ kinds, errorsOnly }: RowFilter): boolean {
  return kinds !== null || errorsOnly
}

export function passes({ kinds, errorsOnly }: RowFilter, node: SpanNode): boolean {
  return (kinds === null || kinds.has(node.kind)) && (!errorsOnly || node.status === 'error')
}

/** What a filter does with each row: 0 hides it, 1 keeps it as the way to a row below, 2 shows it. */
export function filterRows(nodes: readonly SpanNode[], filter: RowFilter): Uint8Array {
  const marks = new Uint8Array(nodes.length)
  const above: number[] = []
  nodes.forEach((node, index) => {
    while (above.length > 0 && endOf(nodes, above.at(-1) ?? 0) <= index) above.pop()
    if (passes(filter, node)) {
      marks[index] = 2
      // Ways that are marked already have their own ways marked too.
      for (let level = above.length - 1; level >= 0; level--) {
        const ancestor = above[level] ?? 0
        if (marks[ancestor] !== 0) break
        marks[ancestor] = 1
      }
    }
    if (node.descendantCount > 0) above.push(index)
  })
  return marks
}

function endOf(nodes: readonly SpanNode[], index: number): number {
  return index + 1 + (nodes[index]?.descendantCount ?? 0)
}

export function countKinds(nodes: readonly SpanNode[]): Map<SpanKind, number> {
  const counts = new Map<SpanKind, number>()
  for (const node of nodes) counts.set(node.kind, (counts.get(node.kind) ?? 0) + 1)
  return counts
}
