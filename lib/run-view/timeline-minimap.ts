import type { TimelinePlaces, TimeRange } from './timeline-places.ts'

export type Minimap = {
  /** How many working spans ran at once, on average over the slice. */
  load: Float64Array
  /** Spans that began in the slice, containers included. */
  begun: Uint32Array
  /** Failed spans that ended in the slice. */
  errors: Uint32Array
  /** Share of the slice that lies on the critical path. */
  critical: Float64Array
}

type MinimapInput = {
  places: TimelinePlaces
  range: TimeRange
  slices: number
  /** Spans that do work themselves; containers would only repeat their children. */
  isWork: (index: number) => boolean
  isFailed: (index: number) => boolean
  path: ReadonlyMap<number, readonly TimeRange[]>
}

/** The run in so many equal slices of time, O(n + slices). */
export function timelineMinimap({ places, range, slices, isWork, isFailed, path }: MinimapInput): Minimap {
  const load = new Coverage(range, slices)
  const critical = new Coverage(range, slices)
  const begun = new Uint32Array(slices)
  const errors = new Uint32Array(slices)
  for (let index = 0; index < places.count; index++) {
    const [from, to] = [places.start[index] ?? 0, places.end[index] ?? 0]
    if (isWork(index)) load.add(from, to)
    count(begun, load.sliceAt(from))
    if (isFailed(index)) count(errors, load.sliceAt(to))
  }
  for (const pieces of path.values()) for (const { from, to } of pieces) critical.add(from, to)
  return { load: load.shares(), begun, errors, critical: critical.shares() }
}

function count(counts: Uint32Array, slice: number): void {
  counts[slice] = (counts[slice] ?? 0) + 1
}

/** How much of each slice intervals cover. Whole slices are kept as differences, so that a long interval costs no more. */
class Coverage {
  private readonly range: TimeRange
  private readonly slices: number
  private readonly parts: Float64Array
  private readonly steps: Float64Array

  constructor(range: TimeRange, slices: number) {
    this.range = range
    this.slices = slices
    this.parts = new Float64Array(slices)
    this.steps = new Float64Array(slices + 1)
  }

  sliceAt(offset: number): number {
    return Math.min(this.slices - 1, Math.max(0, Math.floor(this.position(offset))))
  }

  add(from: number, to: number): void {
    const a = this.position(from)
    const b = this.position(to)
    if (!(a < b)) return
    const [first, last] = [this.sliceAt(from), this.sliceAt(to)]
    if (first === last) return this.addPart(first, b - a)
    this.addPart(first, first + 1 - a)
    this.addPart(last, b - last)
    this.steps[first + 1] = (this.steps[first + 1] ?? 0) + 1
    this.steps[last] = (this.steps[last] ?? 0) - 1
  }

  shares(): Float64Array {
    let whole = 0
    return this.parts.map((part, slice) => {
      whole += this.steps[slice] ?? 0
      return whole + part
    })
  }

  private addPart(slice: number, share: number): void {
    this.parts[slice] = (this.parts[slice] ?? 0) + share
  }

  /** In slices from the range's start; what lies outside counts as its edge. */
  private position(offset: number): number {
    const { from, to } = this.range
    const length = to - from
    return length <= 0 ? 0 : Math.min(this.slices, Math.max(0, ((offset - from) / length) * this.slices))
  }
}
