import { addDays, dayAt, startOfDay } from '#lib/time/calendar-day.ts'
import { offsetOf } from '#lib/time/time-zone.ts'

const hourMs = 3_600_000

/** Begins of the hours or days of a time zone that cover a range, and the end of the last; milliseconds since the epoch. */
export function laySlots(
  fromMs: number,
  toMs: number,
  interval: 'hour' | 'day',
  timeZone: string,
): { startsMs: number[]; endMs: number } {
  return interval === 'day' ? layDays(fromMs, toMs, timeZone) : layHours(fromMs, toMs, timeZone)
}

function layDays(fromMs: number, toMs: number, timeZone: string): { startsMs: number[]; endMs: number } {
  const startsMs: number[] = []
  let day = dayAt(fromMs, timeZone)
  let start = startOfDay(day, timeZone)
  while (start < toMs) {
    startsMs.push(start)
    day = addDays(day, 1)
    start = startOfDay(day, timeZone)
  }
  return { startsMs, endMs: start }
}

function layHours(fromMs: number, toMs: number, timeZone: string): { startsMs: number[]; endMs: number } {
  const offset = offsetOf(timeZone)
  const startOfHour = (ms: number) => Math.floor((ms + offset(ms)) / hourMs) * hourMs - offset(ms)
  const startsMs: number[] = []
  let start = startOfHour(fromMs)
  while (start < toMs) {
    startsMs.push(start)
    start = startOfHour(start + hourMs)
  }
  return { startsMs, endMs: start }
}
