import { describe, expect, test } from 'vitest'
import { divideHalfEven, formatUsd, parseDecimal, parseUsd, priceUnits, sumUsd } from './fixed-usd.ts'

describe('fixed money', () => {
  test.each([
    ['0.0312', '0.031200000000'],
    ['0.08858549999999998', '0.088585500000'],
    ['1e-7', '0.000000100000'],
    ['12E3', '12000.000000000000'],
    ['-0.5', '-0.500000000000'],
    ['0.0000000000005', '0.000000000000'],
    ['0.0000000000015', '0.000000000002'],
    ['.25', '0.250000000000'],
  ])('%s is %s', (text, expected) => {
    const parsed = parseUsd(text)
    expect(parsed === null ? null : formatUsd(parsed)).toBe(expected)
  })

  test.each(['', '.', 'NaN', 'free', '1,2', '1e9999'])('%j is no amount', (text) => expect(parseUsd(text)).toBeNull())

  test('division rounds half to even, both ways', () => {
    expect([5n, 15n, 25n, -5n, -15n, 26n].map((dividend) => divideHalfEven(dividend, 10n))).toEqual([
      0n,
      2n,
      2n,
      0n,
      -2n,
      3n,
    ])
  })

  test('three tokens at 0.1 USD per million are exact', () => {
    const price = parseDecimal('0.1') ?? { digits: 0n, scale: 0 }
    expect(formatUsd(priceUnits(3, price, 1_000_000))).toBe('0.000000300000')
  })

  test('a sum of unknowns is unknown; floats would say 0.30000000000000004', () => {
    expect(sumUsd([null, null])).toBeNull()
    expect(sumUsd([])).toBeNull()
    expect(sumUsd(['0.1', null, '0.2'])).toBe('0.300000000000')
  })
})
