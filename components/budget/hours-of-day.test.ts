import { expect, it } from 'vitest'
import type { CostSeries } from '#lib/domain/costs.ts'
import { burnDown } from './burn-down.ts'
import { hoursOfDay } from './hours-of-day.ts'

const from = Date.parse('2026-11-22T00:00Z')
const nsOf = (hour: number) => `${from + hour * 3_600_000}000000`
const cost = (hour: number) => (hour < 6 ? '1.000000000000' : null)

const series: CostSeries = {
  interval: 'hour',
  timeZone: 'UTC',
  fromNs: nsOf(0),
  toNs: nsOf(24),
  startsNs: Array.from({ length: 24 }, (_, hour) => nsOf(hour)),
  endNs: nsOf(24),
  totalsUsd: Array.from({ length: 24 }, (_, hour) => cost(hour)),
  runs: Array.from({ length: 24 }, (_, hour) => (hour < 6 ? 1 : 0)),
  groups: [],
  restUsd: null,
  overlaps: false,
  capped: false,
}
const day = {
  day: '2026-11-22',
  from: '2026-11-22T00:00:00.000Z',
  to: '2026-11-23T00:00:00.000Z',
  costUsd: '6.000000000000',
  cumulativeUsd: '6.000000000000',
  runs: 6,
  expected: { cumulativeUsd: '24.000000', lowUsd: '18.000000', highUsd: '30.000000' },
}

it('adds hours up, and goes on evenly to the end of the day', () => {
  const asOf = '2026-11-22T06:00:00.000Z'
  const hours = hoursOfDay(series, day, asOf)
  expect(hours).toHaveLength(24)
  expect(hours[5]).toMatchObject({ cumulativeUsd: '6.000000000000', expected: null })
  expect(hours[6]).toMatchObject({ costUsd: '0', expected: { cumulativeUsd: '7.000000' } })
  expect(hours[7]).toMatchObject({ costUsd: null, cumulativeUsd: null })
  expect(hours[23]?.expected).toEqual(day.expected)
  const marks = [{ name: 'over' as const, percent: 100, amountUsd: '12', isReached: false, reachedOn: null, expectedOn: null }] // prettier-ignore
  const { nowX, overX, count } = burnDown(hours, { asOf, spentUsd: '6', marks })
  expect([nowX, overX, count]).toEqual([6, 12, 24])
})
