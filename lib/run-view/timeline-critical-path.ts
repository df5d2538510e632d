import { childrenOf, childTable, rootsOf } from './timeline-children.ts'
import type { TimelinePlaces, TimeRange } from './timeline-places.ts'

/** A child that ends this much after its successor began still counts as its predecessor: clocks round. */
const toleranceNs = 1_000_000

/**
 * What made the run last as long as it did: from the end backwards, always the child that ended last among those
 * that had ended by then; between children the parent's own time. Shortening anything else gains nothing.
 *
 *   agent      ███▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒█        █ on the path, ▒ not
 *   ├ llm         ██████
 *   ├ tool a            ▒▒▒▒                 ran beside b and ended first
 *   ├ tool b            █████████
 *   └ llm                        █████
 *
 * A child may outlive its parent or begin before it (background work, other clocks): its sub-tree then counts from
 * its first start to its last end, and the parent's own time only while the parent ran. The pieces never overlap and
 * add up to at most the run's duration. O(n log n), no recursion.
 */
export function criticalPath(places: TimelinePlaces): Map<number, TimeRange[]> {
  const table = childTable(places.parent)
  const reach = subtreeReach(places)
  const path = new Map<number, TimeRange[]>()
  const open: Visit[] = [{ index: null, from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }]
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const { index, from, to } = visit
    const own: TimeRange[] = []
    let until = to
    const children = index === null ? rootsOf(table) : childrenOf(table, index)
    for (const { child, end } of endings(places, reach, children)) {
      if (until <= from) break
      if (end > until + toleranceNs) continue
      const childFrom = Math.max(reach.start[child] ?? 0, from)
      const childTo = Math.min(end, until)
      if (childFrom >= childTo) continue
      own.push({ from: childTo, to: until })
      open.push({ index: child, from: childFrom, to: childTo })
      until = childFrom
    }
    own.push({ from, to: until })
    const pieces = index === null ? [] : clip(own, places.start[index] ?? 0, places.end[index] ?? 0)
    if (index !== null && pieces.length > 0) path.set(index, pieces.toReversed())
  }
  return path
}

/** Null is the whole run: the parent of its roots. */
type Visit = TimeRange & { index: number | null }
type Reach = Pick<TimelinePlaces, 'start' | 'end'>

/** First start and last end of every sub-tree. */
function subtreeReach({ start, end, parent, count }: TimelinePlaces): Reach {
  const reach = { start: start.slice(), end: end.slice() }
  for (let index = count - 1; index >= 0; index--) {
    const above = parent[index] ?? -1
    if (above === -1) continue
    reach.start[above] = Math.min(reach.start[above] ?? 0, reach.start[index] ?? 0)
    reach.end[above] = Math.max(reach.end[above] ?? 0, reach.end[index] ?? 0)
  }
  return reach
}

/** When each child's sub-tree ended and, where that was later, when the child itself did; the last first. */
function endings({ end }: TimelinePlaces, reach: Reach, children: Uint32Array): { child: number; end: number }[] {
  const found: { child: number; end: number }[] = []
  for (const child of children) {
    const [own, whole] = [end[child] ?? 0, reach.end[child] ?? 0]
    found.push({ child, end: whole })
    if (own < whole) found.push({ child, end: own })
  }
  return found.sort((a, b) => b.end - a.end || b.child - a.child)
}

function clip(ranges: readonly TimeRange[], from: number, to: number): TimeRange[] {
  return ranges
    .map((range) => ({ from: Math.max(range.from, from), to: Math.min(range.to, to) }))
    .filter((range) => range.from < range.to)
}
