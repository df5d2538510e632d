import { array, assert, bigInt, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate, roundTogether } from './allocate.ts'

const sumOf = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
const anyAmount = bigInt({ min: -(10n ** 24n), max: 10n ** 24n })
const weight = bigInt({ min: 0n, max: 10n ** 20n })

describe('an amount that is split', () => {
  test.each([
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [100n, [0n, 0n], [50n, 50n]],
    [101n, [0n, 0n], [51n, 50n]],
    [-7n, [1n, 2n], [-2n, -5n]],
    [5n, [0n, 1n], [0n, 5n]],
    [0n, [3n, 4n], [0n, 0n]],
    [10n, [], []],
  ])('%s by %s', (amount, weights, parts) => {
    expect(allocate(amount, weights)).toEqual(parts)
  })

  test('adds up exactly, and no part is a whole unit off', () => {
    assert(
      property(anyAmount, array(weight, { minLength: 1, maxLength: 40 }), (amount, weights) => {
        const parts = allocate(amount, weights)
        expect(sumOf(parts)).toBe(amount)
        const total = sumOf(weights)
        if (total === 0n) return
        for (const [index, part] of parts.entries()) {
          const off = part * total - amount * (weights[index] ?? 0n)
          expect(off < total && -off < total).toBe(true)
        }
      }),
    )
  })
})

describe('amounts that are rounded together', () => {
  test.each([
    [
      [4n, 4n, 4n],
      [1n, 0n, 0n],
    ],
    [
      [15n, 15n],
      [2n, 1n],
    ],
    [
      [-4n, -4n],
      [0n, -1n],
    ],
    [[], []],
  ])('%s in tens', (amounts, rounded) => {
    expect(roundTogether(amounts, 10n)).toEqual(rounded)
  })

  test('add up to the rounded sum, each less than a unit off', () => {
    assert(
      property(array(anyAmount, { maxLength: 40 }), (amounts) => {
        const unit = 10n ** 10n
        const rounded = roundTogether(amounts, unit)
        const off = sumOf(rounded) * unit - sumOf(amounts)
        expect(2n * off <= unit && 2n * off >= -unit).toBe(true)
        for (const [index, amount] of amounts.entries()) {
          const difference = (rounded[index] ?? 0n) * unit - amount
          expect(difference < unit && difference > -unit).toBe(true)
        }
      }),
    )
  })
})
