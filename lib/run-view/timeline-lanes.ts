import { MinHeap } from './min-heap.ts'
import { childrenOf, childTable, rootsOf } from './timeline-children.ts'
import type { TimelinePlaces } from './timeline-places.ts'

export type Lanes = {
  /** Lane by node, from 0 at the top. */
  lane: Int32Array
  laneCount: number
}

/**
 * Lanes of a flame chart: a child lies below its parent, and what runs at the same time lies in different lanes.
 * Each sub-tree is a block of its own lanes, so a parallel agent keeps its calls together.
 *
 *   lane 0  ▉ lead ▉▉▉▉▉▉▉▉▉▉▉▉▉
 *   lane 1  ▉ llm ▉   ▉ agent a ▉▉▉     a and b overlap: two slots, as high as their highest block
 *   lane 2             ▉ llm ▉ ▉ t ▉
 *   lane 3               ▉ agent b ▉▉
 *   lane 4               ▉ llm ▉▉▉
 *
 * O(n log n), no recursion.
 */
export function packLanes(places: Pick<TimelinePlaces, 'start' | 'end' | 'parent' | 'count'>): Lanes {
  const { count, parent } = places
  const table = childTable(parent)
  const blocks = { start: places.start.slice(), end: places.end.slice(), height: new Int32Array(count) }
  const below = new Int32Array(count)
  for (let index = count - 1; index >= 0; index--) {
    const children = childrenOf(table, index)
    blocks.height[index] = 1 + placeSlots(blocks, children, below)
    for (const child of children) {
      blocks.start[index] = Math.min(blocks.start[index] ?? 0, blocks.start[child] ?? 0)
      blocks.end[index] = Math.max(blocks.end[index] ?? 0, blocks.end[child] ?? 0)
    }
  }
  const laneCount = placeSlots(blocks, rootsOf(table), below)
  const lane = new Int32Array(count)
  for (let index = 0; index < count; index++) {
    const above = parent[index] ?? -1
    lane[index] = (below[index] ?? 0) + (above === -1 ? 0 : (lane[above] ?? 0) + 1)
  }
  return { lane, laneCount }
}

type Blocks = { start: Float64Array; end: Float64Array; height: Int32Array }

/** Gives each sibling the lowest slot that is free at its start; writes how far below their parent they lie. */
function placeSlots({ start, end, height }: Blocks, siblings: Uint32Array, below: Int32Array): number {
  const heights: number[] = []
  const busy = new MinHeap()
  const free = new MinHeap()
  const slots = new Map<number, number>()
  for (const index of siblings.toSorted((a, b) => (start[a] ?? 0) - (start[b] ?? 0) || a - b)) {
    const from = start[index] ?? 0
    while (busy.minKey <= from) {
      const freed = busy.pop() ?? 0
      free.push(freed, freed)
    }
    const slot = free.pop() ?? heights.length
    slots.set(index, slot)
    heights[slot] = Math.max(heights[slot] ?? 0, height[index] ?? 1)
    busy.push(end[index] ?? from, slot)
  }
  const tops = runningSums(heights)
  for (const [index, slot] of slots) below[index] = tops[slot] ?? 0
  return tops.at(-1) ?? 0
}

/** [2, 1, 3] → [0, 2, 3, 6] */
function runningSums(values: readonly number[]): number[] {
  const sums = [0]
  for (const value of values) sums.push((sums.at(-1) ?? 0) + value)
  return sums
}
