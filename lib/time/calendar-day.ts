import { offsetOf } from './time-zone.ts'

/** A day of the calendar, wherever it is: `2026-11-22`. They sort as text. */
export type CalendarDay = string

const dayMs = 86_400_000
/** No zone is further from UTC. */
const furthestMs = 15 * 3_600_000

export function addDays(day: CalendarDay, count: number): CalendarDay {
  return textOf(Date.parse(day) + count * dayMs)
}

/** From the first up to, and without, the second. */
export function daysFrom(from: CalendarDay, to: CalendarDay): CalendarDay[] {
  const days: CalendarDay[] = []
  for (let day = from; day < to; day = addDays(day, 1)) days.push(day)
  return days
}

/** The day that it is in the zone. */
export function dayAt(ms: number, timeZone: string): CalendarDay {
  return textOf(ms + offsetOf(timeZone)(ms))
}

/**
 * Milliseconds since the epoch at which the day begins in the zone: the first moment of it, whatever the clocks do at
 * midnight. A day that a zone has left out begins with the next one.
 */
export function startOfDay(day: CalendarDay, timeZone: string): number {
  const offset = offsetOf(timeZone)
  const midnight = Date.parse(day)
  const offsets = [offset(midnight - furthestMs), offset(midnight + furthestMs)]
  let from = midnight - Math.max(...offsets)
  let to = midnight - Math.min(...offsets)
  const hasBegun = (ms: number) => ms + offset(ms) >= midnight
  if (hasBegun(from)) return from
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2)
    if (hasBegun(middle)) to = middle
    else from = middle
  }
  return to
}

function textOf(ms: number): CalendarDay {
  return new Date(ms).toISOString().slice(0, 10)
}
