import { childrenOf, childTable } from './timeline-children.ts'
import type { TimelinePlaces, TimeRange } from './timeline-places.ts'

/**
 * Idle time by node: when it ran and none of its children did, before the first and after the last included.
 * Leaves have none. Gaps and the children's time, each instant counted once, add up to the node's duration.
 */
export function timelineGaps(places: TimelinePlaces, hasGaps: (index: number) => boolean): Map<number, TimeRange[]> {
  const table = childTable(places.parent)
  const gaps = new Map<number, TimeRange[]>()
  for (let index = 0; index < places.count; index++) {
    const children = childrenOf(table, index)
    if (children.length === 0 || !hasGaps(index)) continue
    const own = gapsBetween(places, index, byStart(places, children))
    if (own.length > 0) gaps.set(index, own)
  }
  return gaps
}

function gapsBetween({ start, end }: TimelinePlaces, index: number, children: Uint32Array): TimeRange[] {
  const gaps: TimeRange[] = []
  const stop = end[index] ?? 0
  let idleFrom = start[index] ?? 0
  for (const child of children) {
    const from = Math.min(start[child] ?? 0, stop)
    if (from > idleFrom) gaps.push({ from: idleFrom, to: from })
    idleFrom = Math.max(idleFrom, end[child] ?? 0)
  }
  if (idleFrom < stop) gaps.push({ from: idleFrom, to: stop })
  return gaps
}

/** Nearly always in order already. */
function byStart({ start }: TimelinePlaces, children: Uint32Array): Uint32Array {
  return children.toSorted((a, b) => (start[a] ?? 0) - (start[b] ?? 0))
}
