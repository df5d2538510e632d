import type { FixedUsd } from '#lib/pricing/fixed-usd.ts'
import type { CalendarDay } from '#lib/time/calendar-day.ts'

/** What the runs of a day cost as far as is known, and what is not. */
export type DayFigures = {
  cost: FixedUsd
  runs: number
  unpricedCalls: number
  unpricedTokens: number
  partialCalls: number
}

/** Days without a run are left out. */
export type FiguresByDay = ReadonlyMap<CalendarDay, DayFigures>

export const noFigures: DayFigures = { cost: 0n, runs: 0, unpricedCalls: 0, unpricedTokens: 0, partialCalls: 0 }

export function addFigures(a: DayFigures, b: DayFigures): DayFigures {
  return {
    cost: a.cost + b.cost,
    runs: a.runs + b.runs,
    unpricedCalls: a.unpricedCalls + b.unpricedCalls,
    unpricedTokens: a.unpricedTokens + b.unpricedTokens,
    partialCalls: a.partialCalls + b.partialCalls,
  }
}

/** Of `fromDay` and all before `toDay`. */
export function sumFigures(days: FiguresByDay, fromDay: CalendarDay, toDay: CalendarDay): DayFigures {
  let sum = noFigures
  for (const [day, figures] of days) if (day >= fromDay && day < toDay) sum = addFigures(sum, figures)
  return sum
}

/** What is said beside an amount: whether it is all there is. */
export function missingOf({ unpricedCalls, unpricedTokens, partialCalls }: DayFigures) {
  return { isLowerBound: unpricedCalls + partialCalls > 0, unpricedCalls, unpricedTokens, partialCalls }
}
