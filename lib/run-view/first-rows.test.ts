import { expect, it } from 'vitest'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'
import { firstRows } from './first-rows.ts'

const rows = Array.from({ length: 1_000 }, (_, index) => ({ costUsd: index % 10 === 0 ? null : '0.000000000001' }))

it('says how many rows are not shown, and what they cost', () => {
  const { shown, hidden, rest } = firstRows(rows, 10)
  expect([shown.length, hidden]).toEqual([10, 990])
  expect(rest).toEqual({ count: 990, costUsd: '0.000000000891' })
  expect(sumUsd([...shown.map(({ costUsd }) => costUsd), rest?.costUsd ?? null])).toBe('0.000000000900')
})

it('adds rows that are not at hand to those that are not shown', () =>
  expect(firstRows(rows.slice(0, 3), 2, { count: 7, costUsd: '0.5' })).toMatchObject({
    hidden: 1,
    rest: { count: 8, costUsd: '0.500000000001' },
  }))

it('leaves no rest where everything is shown, and an unknown rest unknown', () => {
  expect(firstRows(rows.slice(0, 3), 3).rest).toBeNull()
  expect(firstRows(rows.slice(9, 11), 1).rest).toEqual({ count: 1, costUsd: null })
})
