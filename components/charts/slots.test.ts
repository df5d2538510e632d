import { describe, expect, it } from 'vitest'
import { lonelySlots, scaleTop, slotAt, slotRange } from './slots.ts'

describe('slotAt', () => {
  it.each([
    [0, 100, 10, 0],
    [9.99, 100, 10, 0],
    [10, 100, 10, 1],
    [99.9, 100, 10, 9],
    [100, 100, 10, 9],
    [-20, 100, 10, 0],
    [500, 100, 10, 9],
    [50, 100, 1, 0],
    [50, 0, 10, null],
    [50, 100, 0, null],
  ])('%f of %f px in %i slots', (x, width, count, slot) => expect(slotAt(x, width, count)).toBe(slot))
})

it('a drag covers the same slots both ways, a click one', () => {
  expect(slotRange(3, 7)).toEqual({ first: 3, last: 7 })
  expect(slotRange(7, 3)).toEqual({ first: 3, last: 7 })
  expect(slotRange(4, 4)).toEqual({ first: 4, last: 4 })
})

it.each([
  [
    [1, null, 2, 3, null, 4],
    [0, 5],
  ],
  [[null, 0, null], [1]],
  [[1], [0]],
  [[1, 2], []],
  [[null], []],
  [[], []],
])('dots stand where %j has no neighbour', (values, slots) => expect([...lonelySlots(values)]).toEqual(slots))

it.each([
  [[1, 5, null], 5],
  [[0, null], 1],
  [[], 1],
])('the scale of %j ends at %f', (values, top) => expect(scaleTop(values)).toBe(top))
