import { expect, it } from 'vitest'
import { findRows } from './find-rows.ts'

const rows = ['José García', 'Grace Hopper', 'Ada, Countess of Lovelace']
const found = (typed: string) => findRows(rows, typed, (row) => [row, null])

it('finds every word in any order, case and accent', () => {
  expect(found('garcia jose')).toEqual(['José García'])
  expect(found('  GRACE ')).toEqual(['Grace Hopper'])
  expect(found('a c')).toEqual(rows)
  expect(found('grace ada')).toEqual([])
})

it('leaves all rows where nothing is typed', () => {
  expect(found(' ')).toBe(rows)
})
