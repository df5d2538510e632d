import { expect, it } from 'vitest'
import { divideUsd } from './divide-usd.ts'

it.each([
  ['1.000000000000', 3, '0.333333333333'],
  ['0.000000000005', 2, '0.000000000002'],
  ['0.000000000007', 2, '0.000000000004'],
  ['-0.000000000005', 2, '-0.000000000002'],
  ['0.000000000000', 7, '0.000000000000'],
  ['1.000000000000', 0, null],
  [null, 3, null],
])('%s by %i is %s', (sum, count, mean) => expect(divideUsd(sum, count)).toBe(mean))
