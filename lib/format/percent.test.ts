import { expect, it } from 'vitest'
import { formatPart, formatPercent } from './percent.ts'

it.each([
  [0, '0 %'],
  [0.04, '< 0.1 %'],
  [3.44, '3.4 %'],
  [5, '5 %'],
  [9.96, '10 %'],
  [42.4, '42 %'],
  [1234.5, '1235 %'],
  [-12.2, '−12 %'],
])('%d is %s', (percent, text) => expect(formatPercent(percent)).toBe(text))

it('a part of nothing or of the unknown is unknown', () => {
  expect([formatPart(1, 4), formatPart(1, 0), formatPart(null, 4), formatPart(1, null)]).toEqual([
    '25 %',
    '–',
    '–',
    '–',
  ])
})
