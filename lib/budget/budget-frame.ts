import { addDays, dayAt, daysFrom, startOfDay, type CalendarDay } from '#lib/time/calendar-day.ts'
import { periodAt, periodsBefore, type CalendarPeriod, type PeriodKind } from '#lib/time/calendar-period.ts'

/** The calendar that a budget is looked at by. */
export type BudgetCalendar = { period: PeriodKind; timeZone: string }

/** The period that is under way, and the days before it that a forecast learns from. */
export type BudgetFrame = {
  period: CalendarPeriod
  today: CalendarDay
  /** Part of today that has passed, 0 to 1. */
  todayElapsed: number
  /** First day that is needed. */
  fromDay: CalendarDay
}

/** Six of each weekday: more would be too old to tell of the days to come. */
const learnDays = 42
/** So many periods before are told of. */
const pastPeriods = { day: 30, week: 12, month: 12 }

export function frameOf({ period: kind, timeZone }: BudgetCalendar, nowMs: number): BudgetFrame {
  const period = periodAt(kind, nowMs, timeZone)
  const today = dayAt(nowMs, timeZone)
  const [begin, end] = [startOfDay(today, timeZone), startOfDay(addDays(today, 1), timeZone)]
  return {
    period,
    today,
    todayElapsed: (nowMs - begin) / (end - begin),
    fromDay: least(period.fromDay, addDays(today, -learnDays)),
  }
}

/** Begins of the days in milliseconds since the epoch, and the end of the last. */
export function boundsOf(fromDay: CalendarDay, toDay: CalendarDay, timeZone: string): number[] {
  return [...daysFrom(fromDay, toDay), toDay].map((day) => startOfDay(day, timeZone))
}

/** Those before the one that is under way, the newest first. */
export function pastPeriodsOf({ period: kind, timeZone }: BudgetCalendar, nowMs: number): CalendarPeriod[] {
  return periodsBefore(kind, periodAt(kind, nowMs, timeZone), timeZone, pastPeriods[kind])
}

function least(a: CalendarDay, b: CalendarDay): CalendarDay {
  return a < b ? a : b
}
