import { expect, test } from 'vitest'
import { ariaSort, nextOrder, type SortOrder } from './sort-order.ts'

const byCost: SortOrder<'name' | 'cost' | 'runs'> = { key: 'cost', order: 'desc' }

test('figures begin with the largest, names with A, and again turns it round', () => {
  expect(nextOrder('runs', byCost, 'name')).toEqual({ key: 'runs', order: 'desc' })
  expect(nextOrder('name', byCost, 'name')).toEqual({ key: 'name', order: 'asc' })
  expect(nextOrder('cost', byCost, 'name')).toEqual({ key: 'cost', order: 'asc' })
  expect(nextOrder('cost', { key: 'cost', order: 'asc' }, 'name')).toEqual(byCost)
})

test('only the column that is sorted by says so', () => {
  expect(ariaSort('cost', byCost)).toBe('descending')
  expect(ariaSort('name', { key: 'name', order: 'asc' })).toBe('ascending')
  expect(ariaSort('runs', byCost)).toBeUndefined()
})
