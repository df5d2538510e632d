import type { BudgetLevel, BudgetMark, BudgetThresholds } from '#lib/domain/budget.ts'
import { divideHalfEven, formatUsd, type FixedUsd } from '#lib/pricing/fixed-usd.ts'
import { addDays, type CalendarDay } from '#lib/time/calendar-day.ts'
import type { CalendarPeriod } from '#lib/time/calendar-period.ts'
import type { FiguresByDay } from './day-figures.ts'
import type { ForecastDay } from './forecast-period.ts'

export const markNames = ['soft', 'hard', 'over'] as const

export type BudgetTerms = { limit: FixedUsd; thresholds: BudgetThresholds }

/** The last threshold that an amount has reached, compared exactly. */
export function levelOf(amount: FixedUsd, { limit, thresholds }: BudgetTerms): BudgetLevel {
  return markNames.findLast((name) => amount * 100n >= limit * BigInt(thresholds[name])) ?? 'ok'
}

type Course = {
  period: Pick<CalendarPeriod, 'fromDay' | 'toDay'>
  days: FiguresByDay
  expected: readonly ForecastDay[]
}

/** The thresholds: on which day each was reached, or is expected to be. */
export function marksOf(terms: BudgetTerms, { period, days, expected }: Course): BudgetMark[] {
  return markNames.map((name) => {
    const percent = terms.thresholds[name]
    const amount = divideHalfEven(terms.limit * BigInt(percent), 100n)
    const reachedOn = dayReached(days, period, terms, name)
    const isReached = reachedOn !== null
    const expectedOn = isReached ? null : (expected.find(({ cumulativeUsd }) => cumulativeUsd >= numberOf(amount))?.day ?? null) // prettier-ignore
    return { name, percent, amountUsd: formatUsd(amount), isReached, reachedOn, expectedOn }
  })
}

/** Day on whose runs a threshold was reached; null where it was not. */
export function dayReached(
  days: FiguresByDay,
  { fromDay, toDay }: Pick<CalendarPeriod, 'fromDay' | 'toDay'>,
  { limit, thresholds }: BudgetTerms,
  name: (typeof markNames)[number],
): CalendarDay | null {
  let spent = 0n
  for (let day = fromDay; day < toDay; day = addDays(day, 1)) {
    spent += days.get(day)?.cost ?? 0n
    if (spent * 100n >= limit * BigInt(thresholds[name])) return day
  }
  return null
}

/** For estimates. */
export function numberOf(amount: FixedUsd): number {
  return Number(formatUsd(amount))
}
