import type { BudgetDay, BudgetForecast, BudgetInput, BudgetLevel, BudgetStanding } from '#lib/domain/budget.ts'
import { formatUsd, parseUsd } from '#lib/pricing/fixed-usd.ts'
import { addDays, daysFrom, startOfDay } from '#lib/time/calendar-day.ts'
import type { BudgetFrame } from './budget-frame.ts'
import { levelOf, marksOf, numberOf, type BudgetTerms } from './budget-marks.ts'
import { missingOf, sumFigures, type FiguresByDay } from './day-figures.ts'
import { forecastFrame } from './forecast-frame.ts'
import type { Forecast } from './forecast-period.ts'

type BudgetRules = Pick<BudgetInput, 'amountUsd' | 'thresholds' | 'timeZone'>
type Judged = { standing: Omit<BudgetStanding, 'asOf' | 'stale'>; forecast: Forecast }

export function termsOf({ amountUsd, thresholds }: Pick<BudgetInput, 'amountUsd' | 'thresholds'>): BudgetTerms {
  return { limit: parseUsd(amountUsd) ?? 0n, thresholds }
}

/** How a budget stands, from what its runs have cost by day. */
export function judgeBudget(budget: BudgetRules, frame: BudgetFrame, days: FiguresByDay): Judged {
  const { period } = frame
  const terms = termsOf(budget)
  const spent = sumFigures(days, period.fromDay, period.toDay)
  const costs = new Map([...days].map(([day, { cost }]) => [day, numberOf(cost)]))
  const forecast = forecastFrame(frame, costs, (numberOf(terms.limit) * terms.thresholds.over) / 100)
  const level = levelOf(spent.cost, terms)
  const marks = marksOf(terms, { period, days, expected: forecast.days })
  const over = marks.at(-1)
  return {
    standing: {
      from: new Date(period.fromMs).toISOString(),
      to: new Date(period.toMs).toISOString(),
      fromDay: period.fromDay,
      toDay: period.toDay,
      limitUsd: formatUsd(terms.limit),
      spentUsd: formatUsd(spent.cost),
      runs: spent.runs,
      share: numberOf(spent.cost) / numberOf(terms.limit),
      level,
      marks,
      ...missingOf(spent),
      forecast: {
        ...estimatesOf(forecast),
        level: worse(level, levelOf(parseUsd(forecast.expectedUsd.toFixed(12)) ?? spent.cost, terms)),
        method: forecast.method,
        historyDays: forecast.historyDays,
        overOn: over?.reachedOn ?? over?.expectedOn ?? null,
        overAtEarliest: over?.reachedOn ?? forecast.reachedAtEarliest,
      },
    },
    forecast,
  }
}

function estimatesOf({
  expectedUsd,
  lowUsd,
  highUsd,
}: Forecast): Pick<BudgetForecast, 'expectedUsd' | 'lowUsd' | 'highUsd'> {
  return { expectedUsd: estimate(expectedUsd), lowUsd: estimate(lowUsd), highUsd: estimate(highUsd) }
}

function estimate(usd: number): string {
  return usd.toFixed(6)
}

const levels: readonly BudgetLevel[] = ['ok', 'soft', 'hard', 'over']

export function levelRank(level: BudgetLevel): number {
  return levels.indexOf(level)
}

function worse(a: BudgetLevel, b: BudgetLevel): BudgetLevel {
  return levelRank(a) >= levelRank(b) ? a : b
}

/** The days of the period one by one: what they cost, and what is expected. */
export function daysOfPeriod(
  { timeZone }: Pick<BudgetInput, 'timeZone'>,
  { period, today }: BudgetFrame,
  days: FiguresByDay,
  forecast: Forecast,
): BudgetDay[] {
  const expected = new Map(forecast.days.map((day) => [day.day, day]))
  let cumulative = 0n
  return daysFrom(period.fromDay, period.toDay).map((day) => {
    const figures = days.get(day)
    const isPast = day <= today || figures !== undefined
    cumulative += figures?.cost ?? 0n
    const guess = expected.get(day)
    return {
      day,
      from: new Date(startOfDay(day, timeZone)).toISOString(),
      to: new Date(startOfDay(addDays(day, 1), timeZone)).toISOString(),
      costUsd: isPast ? formatUsd(figures?.cost ?? 0n) : null,
      cumulativeUsd: isPast ? formatUsd(cumulative) : null,
      runs: figures?.runs ?? 0,
      expected: guess === undefined ? null : { cumulativeUsd: estimate(guess.cumulativeUsd), lowUsd: estimate(guess.lowUsd), highUsd: estimate(guess.highUsd) }, // prettier-ignore
    }
  })
}
