import type { SpanNode } from '#lib/domain/run.ts'
import { isContainer } from './is-container.ts'
import type { Subtree } from './subtree.ts'
import { criticalPath } from './timeline-critical-path.ts'
import { timelineGaps } from './timeline-gaps.ts'
import { timelineMinimap, type Minimap } from './timeline-minimap.ts'
import { extentOf, slicePlaces, timelinePlaces, type TimelinePlaces, type TimeRange } from './timeline-places.ts'

/** What the timeline draws of a run, or of the sub-tree in focus. Its indices count from `base` in the run's list. */
export type TimelineModel = {
  base: number
  nodes: readonly SpanNode[]
  places: TimelinePlaces
  /** All of it. */
  full: TimeRange
  gaps: ReadonlyMap<number, readonly TimeRange[]>
  path: ReadonlyMap<number, readonly TimeRange[]>
  minimap: Minimap
}

const minimapSlices = 360

export function timelineModel(all: readonly SpanNode[], subtree: Subtree | null): TimelineModel {
  const whole = timelinePlaces(all)
  const { from, to } = subtree ?? { from: 0, to: all.length }
  const nodes = subtree === null ? all : all.slice(from, to)
  const places = subtree === null ? whole : slicePlaces(whole, from, to)
  const full = extentOf(places)
  const path = criticalPath(places)
  const minimap = timelineMinimap({
    places,
    range: full,
    slices: minimapSlices,
    isWork: (index) => nodes[index]?.childCount === 0,
    isFailed: (index) => nodes[index]?.status === 'error',
    path,
  })
  const gaps = timelineGaps(places, (index) => isContainer(nodes[index]?.kind ?? 'plain'))
  return { base: from, nodes, places, full, gaps, path, minimap }
}
