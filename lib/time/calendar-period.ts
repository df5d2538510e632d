import { addDays, dayAt, startOfDay, type CalendarDay } from './calendar-day.ts'

/** Weeks begin on Monday. */
export type PeriodKind = 'day' | 'week' | 'month'

/** Whole days of a zone; `toDay` and `toMs` are the first after it. */
export type CalendarPeriod = { fromDay: CalendarDay; toDay: CalendarDay; fromMs: number; toMs: number }

/** The period that a moment is in; moments are milliseconds since the epoch. */
export function periodAt(kind: PeriodKind, ms: number, timeZone: string): CalendarPeriod {
  return periodOf(kind, dayAt(ms, timeZone), timeZone)
}

/** The period that a day is in. */
export function periodOf(kind: PeriodKind, day: CalendarDay, timeZone: string): CalendarPeriod {
  const fromDay = firstDay(kind, day)
  const toDay = dayAfter(kind, fromDay)
  return { fromDay, toDay, fromMs: startOfDay(fromDay, timeZone), toMs: startOfDay(toDay, timeZone) }
}

/** The periods right before one, the newest first. */
export function periodsBefore(
  kind: PeriodKind,
  period: CalendarPeriod,
  timeZone: string,
  count: number,
): CalendarPeriod[] {
  const periods: CalendarPeriod[] = []
  let { fromDay } = period
  for (let number = 0; number < count; number += 1) {
    const before = periodOf(kind, addDays(fromDay, -1), timeZone)
    periods.push(before)
    fromDay = before.fromDay
  }
  return periods
}

function firstDay(kind: PeriodKind, day: CalendarDay): CalendarDay {
  switch (kind) {
    case 'day':
      return day
    case 'week':
      return addDays(day, -((new Date(day).getUTCDay() + 6) % 7))
    case 'month':
      return `${day.slice(0, 7)}-01`
  }
}

function dayAfter(kind: PeriodKind, first: CalendarDay): CalendarDay {
  switch (kind) {
    case 'day':
      return addDays(first, 1)
    case 'week':
      return addDays(first, 7)
    case 'month':
      // 31 days on it is the next month, whichever it is.
      return firstDay('month', addDays(first, 31))
  }
}
