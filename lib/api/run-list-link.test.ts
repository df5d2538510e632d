import { expect, it } from 'vitest'
import { decodeRunList, encodeRunList } from './run-list-link.ts'

it.each([
  {},
  { tenant: ['acme', '!globex', '-'], endReason: ['error'], q: 'double charge', from: '-3h' },
  { minSteps: 20, minCostUsd: 0.5, hasLoop: true, hasError: false, sort: 'costUsd' as const, order: 'asc' as const },
])('comes back as it went: %j', (filter) => {
  expect(decodeRunList(encodeRunList(filter))).toEqual(filter)
})

it('opens the plain list for what does not parse', () => {
  expect(decodeRunList('minSteps=many')).toEqual({})
  expect(decodeRunList('sort=price')).toEqual({})
})
