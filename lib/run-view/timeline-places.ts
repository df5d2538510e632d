import type { SpanNode } from '#lib/domain/run.ts'

/** A piece of time, in nanoseconds after the run's start. */
export type TimeRange = { from: number; to: number }

/**
 * Where each node of a depth-first list lies in time, in columns: nothing below needs more. Offsets are numbers
 * because 2^53 ns are 104 days; only the origin needs all its digits.
 */
export type TimelinePlaces = {
  originNs: bigint
  count: number
  start: Float64Array
  end: Float64Array
  /** Index of the parent; −1 for a root. */
  parent: Int32Array
}

type PlacedNode = Pick<SpanNode, 'startNs' | 'durationNs' | 'depth'>

export function timelinePlaces(nodes: readonly PlacedNode[]): TimelinePlaces {
  const starts = nodes.map((node) => BigInt(node.startNs))
  let originNs = starts[0] ?? 0n
  for (const startNs of starts) if (startNs < originNs) originNs = startNs
  const start = Float64Array.from(starts, (startNs) => Number(startNs - originNs))
  const end = Float64Array.from(nodes, (node, index) => (start[index] ?? 0) + node.durationNs)
  return { originNs, count: nodes.length, start, end, parent: parentsOf(nodes) }
}

/** The places of the nodes from `from` up to `to`, which must be whole sub-trees. Offsets keep the run's origin. */
export function slicePlaces(places: TimelinePlaces, from: number, to: number): TimelinePlaces {
  return {
    originNs: places.originNs,
    count: to - from,
    start: places.start.subarray(from, to),
    end: places.end.subarray(from, to),
    parent: places.parent.subarray(from, to).map((parent) => Math.max(-1, parent - from)),
  }
}

/** From the first start to the last end; an empty list lasts no time. */
export function extentOf({ start, end }: Pick<TimelinePlaces, 'start' | 'end'>): TimeRange {
  if (start.length === 0) return { from: 0, to: 0 }
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY
  for (const each of start) if (each < from) from = each
  for (const each of end) if (each > to) to = each
  return { from, to }
}

/** Parents from depths alone: the nearest node above that is less deep. */
export function parentsOf(nodes: readonly { depth: number }[]): Int32Array {
  const lastAtDepth: number[] = []
  return Int32Array.from(nodes, ({ depth }, index) => {
    lastAtDepth.length = Math.min(lastAtDepth.length, depth)
    const parent = lastAtDepth.findLast((known) => known !== undefined) ?? -1
    lastAtDepth[depth] = index
    return parent
  })
}
