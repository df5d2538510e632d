import type { Lanes } from './timeline-lanes.ts'
import type { TimelinePlaces } from './timeline-places.ts'

/** The nodes of each lane in time order: within a lane nothing overlaps, so starts and ends both rise. */
export type LaneIndex = { lanes: readonly number[][]; places: TimelinePlaces }

export function laneIndex(places: TimelinePlaces, { lane, laneCount }: Lanes): LaneIndex {
  const lanes: number[][] = Array.from({ length: laneCount }, () => [])
  lane.forEach((each, index) => lanes[each]?.push(index))
  for (const each of lanes) each.sort((a, b) => (places.start[a] ?? 0) - (places.start[b] ?? 0))
  return { lanes, places }
}

/** Place in its lane of the first node that ends after the offset. */
export function firstEndingAfter({ places }: LaneIndex, nodes: readonly number[], offset: number): number {
  let low = 0
  let high = nodes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places.end[nodes[middle] ?? 0] ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}

/** The node of a lane at an offset, give or take `slackNs`; null where the lane is empty. */
export function nodeAt(index: LaneIndex, lane: number, offset: number, slackNs: number): number | null {
  const nodes = index.lanes[lane] ?? []
  const node = nodes[firstEndingAfter(index, nodes, offset - slackNs)]
  return node === undefined || (index.places.start[node] ?? 0) > offset + slackNs ? null : node
}
