import { daysFrom, type CalendarDay } from '#lib/time/calendar-day.ts'
import type { BudgetFrame } from './budget-frame.ts'
import { forecastPeriod, type Forecast } from './forecast-period.ts'

/**
 * Forecast of the period that is under way, from what days cost in USD; a day that is left out cost nothing. Days count
 * from the first one with any cost known: before it there was nothing to learn from.
 */
export function forecastFrame(
  { period, today, todayElapsed, fromDay }: BudgetFrame,
  costs: ReadonlyMap<CalendarDay, number>,
  limitUsd: number | null,
): Forecast {
  const first = [...costs.keys()].reduce((least, day) => (day < least ? day : least), today)
  const costOn = (day: CalendarDay) => costs.get(day) ?? 0
  return forecastPeriod({
    history: daysFrom(first < fromDay ? fromDay : first, today).map((day) => ({ day, costUsd: costOn(day) })),
    today,
    // Runs whose clock is ahead are in the period already.
    todayCostUsd: daysFrom(today, period.toDay).reduce((sum, day) => sum + costOn(day), 0),
    todayElapsed,
    periodFrom: period.fromDay,
    periodTo: period.toDay,
    limitUsd,
  })
}
