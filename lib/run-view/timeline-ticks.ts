import { formatOffsetNs } from '#lib/format/offset.ts'
import type { TimeRange } from './timeline-places.ts'

export type OffsetTick = { offset: number; text: string }

const second = 1e9
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
/** From a second on, what clocks count in. */
const clockSteps: readonly number[] = [
  [1, 2, 5, 10, 15, 30].map((seconds) => seconds * second),
  [1, 2, 5, 10, 15, 30].map((minutes) => minutes * minute),
  [1, 2, 3, 6, 12].map((hours) => hours * hour),
  [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((days) => days * day),
].flat()

/** At most `limit` marks at round distances from the run's start, each exact enough to tell it from the next. */
export function offsetTicks({ from, to }: TimeRange, limit: number): OffsetTick[] {
  const length = to - from
  if (length <= 0 || limit < 1) return []
  const step = stepFor(length / limit)
  const first = Math.ceil(from / step)
  const last = Math.min(Math.floor(to / step), first + limit - 1)
  const ticks: OffsetTick[] = []
  for (let each = first; each <= last; each++) {
    ticks.push({ offset: each * step, text: formatOffsetNs(each * step, step) })
  }
  return ticks
}

/** The smallest round step that is no smaller than asked for. */
function stepFor(atLeast: number): number {
  const clock = clockSteps.find((step) => step >= atLeast)
  if (atLeast > second / 2) return clock ?? atLeast
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, atLeast)))
  return [1, 2, 5, 10].map((factor) => factor * magnitude).find((step) => step >= atLeast) ?? second
}
