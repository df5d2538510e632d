import { expect, it } from 'vitest'
import { rangeBetween } from './range-between.ts'

it.each([
  ['b', 'd', ['b', 'c', 'd']],
  ['d', 'b', ['b', 'c', 'd']],
  ['b', 'b', ['b']],
  [null, 'c', ['c']],
  ['gone', 'c', ['c']],
])('from %s to %s', (from, to, keys) => expect(rangeBetween(['a', 'b', 'c', 'd'], from, to)).toEqual(keys))
