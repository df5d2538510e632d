import { expect, it } from 'vitest'
import { BudgetInput } from '#lib/domain/budget.ts'
import { frameOf } from '#lib/budget/budget-frame.ts'
import { noFigures } from '#lib/budget/day-figures.ts'
import { daysOfPeriod, judgeBudget } from '#lib/budget/judge-budget.ts'
import { parseUsd } from '#lib/pricing/fixed-usd.ts'
import { addDays, daysFrom } from '#lib/time/calendar-day.ts'
import { burnDown } from './burn-down.ts'

const now = Date.parse('2026-11-21T12:00Z')

function drawn(amountUsd: string, usdADay: string, more: Partial<BudgetInput> = {}) {
  const budget = BudgetInput.parse({ period: 'month', amountUsd, ...more })
  const cost = parseUsd(usdADay) ?? 0n
  const days = new Map(daysFrom(addDays('2026-11-22', -42), '2026-11-22').map((day) => [day, { ...noFigures, cost, runs: 1 }])) // prettier-ignore
  const frame = frameOf(budget, now)
  const { standing, forecast } = judgeBudget(budget, frame, days)
  return burnDown(daysOfPeriod(budget, frame, days, forecast), { ...standing, asOf: new Date(now).toISOString() })
}

it('goes from nothing over what was spent to what is expected, and says where the limit is reached', () => {
  const { points, count, nowX, overX, top } = drawn('100', '4')
  expect([count, nowX, points[0]]).toEqual([30, 20.5, { x: 0, spent: 0, expected: null, band: null }])
  expect(points.map(({ x }) => x)).toEqual(points.map(({ x }) => x).toSorted((a, b) => a - b))
  expect(points.find(({ x }) => x === 20)).toMatchObject({ spent: 80 })
  expect(points.find(({ x }) => x === 20.5)).toMatchObject({ spent: 84, expected: 84, band: [84, 84] })
  expect(points.at(-1)).toMatchObject({ x: 30, spent: null })
  // Half of today is left for half a day's 4 USD: 14 more of the 16 that lack are reached in the fourth day.
  expect(overX).toBeCloseTo(24.5, 1)
  expect(top).toBeGreaterThan(points.at(-1)?.expected ?? 0)
})

it('has no such place where the limit was passed, or is not reached', () => {
  expect(drawn('50', '4').overX).toBeNull()
  expect(drawn('500', '4').overX).toBeNull()
})

it('labels the highest of marks that lie close together', () => {
  const labels = (thresholds: BudgetInput['thresholds']) => drawn('100', '4', { thresholds }).marks.flatMap(({ name, isLabelled }) => (isLabelled ? [name] : [])) // prettier-ignore
  expect(labels({ soft: 70, hard: 95, over: 100 })).toEqual(['over', 'soft'])
  expect(labels({ soft: 40, hard: 70, over: 100 })).toEqual(['over', 'hard', 'soft'])
})
