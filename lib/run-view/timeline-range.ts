import type { TimeRange } from './timeline-places.ts'

/** Nobody reads less than a microsecond across the screen. */
const minLengthNs = 1_000
const nsPerUs = 1_000

export function lengthOf({ from, to }: TimeRange): number {
  return to - from
}

/** A part of `full`, never outside it and never shorter than can be read; all of it becomes null. */
export function clampRange(range: TimeRange, full: TimeRange): TimeRange | null {
  const whole = lengthOf(full)
  const length = Math.max(lengthOf(range), Math.min(minLengthNs, whole))
  if (length >= whole) return null
  const from = Math.min(Math.max(range.from, full.from), full.to - length)
  return { from, to: from + length }
}

/** `factor` below 1 shows less; `at` is the offset that stays where it is. */
export function zoomRange(range: TimeRange, factor: number, at: number): TimeRange {
  return { from: at - (at - range.from) * factor, to: at + (range.to - at) * factor }
}

/** `share` of the range's length, to later times. */
export function panRange(range: TimeRange, share: number): TimeRange {
  const by = lengthOf(range) * share
  return { from: range.from + by, to: range.to + by }
}

/** Where an offset lies in the range: 0 is its left edge, 1 its right. */
export function shareOf(range: TimeRange, offset: number): number {
  const length = lengthOf(range)
  return length <= 0 ? 0 : (offset - range.from) / length
}

export function offsetAt(range: TimeRange, share: number): number {
  return range.from + lengthOf(range) * share
}

/** `1200-5400`: whole microseconds after the run's start. */
export function rangeText({ from, to }: TimeRange): string {
  return `${Math.floor(from / nsPerUs)}-${Math.ceil(to / nsPerUs)}`
}

/** Null for what is no range. */
export function parseRange(text: string): TimeRange | null {
  const [, from, to] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? []
  if (from === undefined || to === undefined || Number(from) >= Number(to)) return null
  return { from: Number(from) * nsPerUs, to: Number(to) * nsPerUs }
}
