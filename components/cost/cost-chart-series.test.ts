import { expect, it } from 'vitest'
import type { CostSeries } from '#lib/domain/costs.ts'
import { costStacks, slotSpan, slotTotal } from './cost-chart-series.ts'

const dayNs = 86_400_000_000_000n
const series: CostSeries = {
  interval: 'day',
  timeZone: 'UTC',
  fromNs: String(dayNs / 2n),
  toNs: String(2n * dayNs + 1n),
  startsNs: ['0', String(dayNs), String(2n * dayNs)],
  endNs: String(3n * dayNs),
  totalsUsd: ['1.000000000000', null, '2.000000000001'],
  runs: [2, 0, 3],
  groups: [
    { key: 'small', costUsd: ['0.400000000000', null, null] },
    { key: null, costUsd: [null, null, '1.500000000000'] },
  ],
  restUsd: ['0.600000000000', null, '0.500000000001'],
  overlaps: false,
  capped: false,
}

it('stacks the dearest first and the rest last', () => {
  const stacks = costStacks(series)
  expect(stacks.map(({ key, isRest, totalUsd }) => [key, isRest, totalUsd])).toEqual([
    [null, false, '1.500000000000'],
    ['small', false, '0.400000000000'],
    [null, true, '1.100000000001'],
  ])
  expect(new Set(stacks.map(({ colour }) => colour)).size).toBe(3)
  expect(stacks[1]?.values).toEqual([0.4, 0, 0])
})

it('is one stack where nothing is told apart', () => {
  expect(costStacks({ ...series, groups: [], restUsd: null }).map(({ totalUsd }) => totalUsd)).toEqual([
    '3.000000000001',
  ])
})

it('spans what was asked for, and sums exactly', () => {
  const dayMs = 86_400_000
  expect(slotSpan(series, { first: 0, last: 0 })).toEqual({ startMs: dayMs / 2, endMs: dayMs })
  expect(slotSpan(series, { first: 1, last: 2 })).toEqual({ startMs: dayMs, endMs: 2 * dayMs })
  expect(slotTotal(series, { first: 0, last: 2 })).toEqual({ costUsd: '3.000000000001', runs: 5 })
})
