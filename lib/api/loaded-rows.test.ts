import { expect, it } from 'vitest'
import { loadedRows } from './loaded-rows.ts'

it('keeps the first of a row that stands on two pages', () => {
  const pages = [{ items: ['a1', 'b1'] }, { items: ['b2', 'c1'] }]
  expect(loadedRows(pages, (row) => row.slice(0, 1))).toEqual(['a1', 'b1', 'c1'])
})
