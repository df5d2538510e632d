import { shareOf } from './timeline-range.ts'
import type { TimeRange } from './timeline-places.ts'

/** Pixels from the track's left edge. */
export type Mark = { left: number; right: number }

/** Ranges in time order as pixels of a track, those outside left out, those nearer than `joinPx` drawn as one. */
export function marksOf(ranges: readonly TimeRange[], view: TimeRange, widthPx: number, joinPx: number): Mark[] {
  const marks: Mark[] = []
  for (let place = firstEndingAfter(ranges, view.from); place < ranges.length; place++) {
    const range = ranges[place]
    if (range === undefined || range.from > view.to) break
    const left = Math.max(0, shareOf(view, range.from) * widthPx)
    const right = Math.min(widthPx, shareOf(view, range.to) * widthPx)
    const last = marks.at(-1)
    if (last !== undefined && left - last.right < joinPx) last.right = right
    else marks.push({ left, right })
  }
  return marks
}

/** Marks that are at least `minPx` wide, each with its range. */
export function widePieces(ranges: readonly TimeRange[], view: TimeRange, widthPx: number, minPx: number) {
  const minNs = ((view.to - view.from) / Math.max(1, widthPx)) * minPx
  const pieces: (Mark & { range: TimeRange })[] = []
  for (let place = firstEndingAfter(ranges, view.from); place < ranges.length; place++) {
    const range = ranges[place]
    if (range === undefined || range.from > view.to) break
    if (range.to - range.from < minNs) continue
    const left = Math.max(0, shareOf(view, range.from) * widthPx)
    const right = Math.min(widthPx, shareOf(view, range.to) * widthPx)
    if (right - left >= minPx) pieces.push({ left, right, range })
  }
  return pieces
}

function firstEndingAfter(ranges: readonly TimeRange[], offset: number): number {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.to ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}
