import { expect, it } from 'vitest'
import { anchorShift } from './use-keep-place.ts'

it.each([
  ['nothing changed', ['a', 'b', 'c'], 0],
  ['two rows came in above', ['x', 'y', 'a', 'b', 'c'], 2],
  ['a row above went', ['b', 'c'], -1],
  ['the row itself went', ['a', 'c'], 0],
])('%s', (_, keys, shift) => expect(anchorShift(keys, { key: 'b', index: 1 })).toBe(shift))
