import type { SpanNode } from '#lib/domain/run.ts'
import type { TranscriptItem } from './transcript-items.ts'

/** Where a span stands in the transcript; −1 when it is folded away or not told at all. */
export function itemIndexOf(items: readonly TranscriptItem[], spanId: string): number {
  return items.findIndex((item) => {
    switch (item.type) {
      case 'turn':
      case 'card':
      case 'note':
      case 'error':
        return item.node.spanId === spanId
      case 'tools':
        return item.nodes.some((node) => node.spanId === spanId)
      default:
        return false
    }
  })
}

/** The cards and loops that must be open for a span to be told. */
export function idsToOpen(nodes: readonly SpanNode[], index: number): string[] {
  const node = nodes[index]
  if (node === undefined) return []
  const ids = node.loop === null ? [] : [`rounds:${node.loop}`]
  let depth = node.depth
  for (let above = index - 1; above >= 0 && depth > 0; above--) {
    const parent = nodes[above]
    if (parent === undefined || parent.depth >= depth) continue
    depth = parent.depth
    ids.push(`card:${parent.spanId}`)
    if (parent.loop !== null) ids.push(`rounds:${parent.loop}`)
  }
  return ids
}
