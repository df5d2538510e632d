import { describe, expect, test } from 'vitest'
import { forecastPeriod } from './forecast-period.ts'
import type { DayCost, ForecastInput } from './forecast-period.ts'

/** November 2026 begins on a Sunday. */
function daysBefore(today: string, count: number, cost: (day: Date, index: number) => number): DayCost[] {
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(Date.parse(today) - (count - index) * 86_400_000)
    return { day: day.toISOString().slice(0, 10), costUsd: cost(day, index) }
  })
}

function forecast(history: DayCost[], more: Partial<ForecastInput> = {}) {
  return forecastPeriod({
    history,
    today: '2026-11-21',
    todayCostUsd: 0,
    todayElapsed: 0,
    periodFrom: '2026-11-01',
    periodTo: '2026-12-01',
    limitUsd: null,
    ...more,
  })
}

test('days that are all alike go on so, without doubt', () => {
  const result = forecast(
    daysBefore('2026-11-21', 56, () => 10),
    { limitUsd: 250 },
  )
  expect(result.spentUsd).toBe(200)
  expect(result.expectedUsd).toBeCloseTo(300, 6)
  expect([result.lowUsd, result.highUsd].map(Math.round)).toEqual([300, 300])
  expect(result).toMatchObject({ reachedOn: '2026-11-25', method: 'weekdays', historyDays: 56 })
})

test('weekends cost less where they did before', () => {
  const isWeekend = (day: Date) => day.getUTCDay() % 6 === 0
  const history = daysBefore('2026-11-21', 56, (day) => (isWeekend(day) ? 2 : 12))
  const { days } = forecast(history)
  const saturday = days.find(({ day }) => day === '2026-11-28')
  const monday = days.find(({ day }) => day === '2026-11-30')
  expect(saturday?.expectedUsd).toBeLessThan(4)
  expect(monday?.expectedUsd).toBeGreaterThan(10)
})

test('today counts by what is left of it', () => {
  const history = daysBefore('2026-11-21', 56, () => 24)
  const morning = forecast(history, { todayCostUsd: 6, todayElapsed: 0.25 })
  expect(morning.days[0]?.expectedUsd).toBeCloseTo(18, 6)
  expect(morning.expectedUsd).toBeCloseTo(30 * 24, 6)
})

test('the last weeks count more than those before', () => {
  const grown = forecast(daysBefore('2026-11-21', 56, (_day, index) => (index < 42 ? 10 : 30)))
  expect(grown.days.at(-1)?.expectedUsd).toBeGreaterThan(24)
})

test('the more the days vary, the wider the bounds, which never fall below what is spent', () => {
  const wild = forecast(daysBefore('2026-11-21', 56, (_day, index) => (index % 2 === 0 ? 0 : 100)))
  const mild = forecast(daysBefore('2026-11-21', 56, (_day, index) => (index % 2 === 0 ? 45 : 55)))
  expect(wild.highUsd - wild.lowUsd).toBeGreaterThan(mild.highUsd - mild.lowUsd)
  expect(wild.lowUsd).toBeGreaterThanOrEqual(wild.spentUsd)
})

describe('little or no history', () => {
  test('no whole day: nothing is expected beyond what was spent', () => {
    expect(forecast([], { todayCostUsd: 3, todayElapsed: 0.5 })).toMatchObject({ expectedUsd: 3, method: 'none' })
  })
  test('a few days: their level, without weekdays', () => {
    const few = forecast(daysBefore('2026-11-21', 5, () => 4))
    expect(few).toMatchObject({ method: 'level', historyDays: 5 })
    expect(few.expectedUsd).toBeCloseTo(20 + 40, 6)
  })
  test('only days without cost', () => {
    expect(
      forecast(
        daysBefore('2026-11-21', 30, () => 0),
        { limitUsd: 1 },
      ),
    ).toMatchObject({ expectedUsd: 0, highUsd: 0, reachedOn: null })
  })
})

test('the limit can be reached earlier than expected, within the bounds', () => {
  const history = daysBefore('2026-11-21', 56, (_day, index) => (index % 2 === 0 ? 5 : 15))
  const result = forecast(history, { limitUsd: 290 })
  expect(result.reachedAtEarliest && result.reachedOn && result.reachedAtEarliest <= result.reachedOn).toBe(true)
})

test('a limit that was passed is reached today', () => {
  const history = daysBefore('2026-11-21', 56, () => 10)
  expect(forecast(history, { limitUsd: 150 }).reachedOn).toBe('2026-11-21')
})
