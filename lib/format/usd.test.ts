import { describe, expect, it } from 'vitest'
import { formatInCurrency, formatUsd, formatUsdExact, formatUsdUnits, usdColumn } from './usd.ts'

describe('formatUsd', () => {
  it.each([
    [null, '–'],
    ['0', '$0.00'],
    ['0.000000000000', '$0.00'],
    ['1204.5', '$1,204.50'],
    ['1.204000000000', '$1.20'],
    ['0.999960000000', '$1.00'],
    ['0.0312', '$0.0312'],
    ['0.031', '$0.031'],
    ['0.5', '$0.50'],
    ['0.001234567', '$0.001235'],
    ['0.0081', '$0.0081'],
    ['0.000000000012', '$0.000000000012'],
    ['-3.5', '−$3.50'],
  ])('%s is %s', (usd, text) => expect(formatUsd(usd)).toBe(text))
})

describe('formatUsdExact', () => {
  it.each([
    [null, '–'],
    ['0.031200000000', '$0.0312'],
    ['1234567.100000000001', '$1,234,567.100000000001'],
    ['3', '$3.00'],
    ['-0.5', '−$0.50'],
  ])('%s is %s', (usd, text) => expect(formatUsdExact(usd)).toBe(text))
})

describe('usdColumn', () => {
  it('gives amounts below each other as many decimals', () => {
    const amounts = ['1234.5', '0.000036000000', '-2']
    expect(amounts.map(usdColumn([...amounts, null]))).toEqual(['$1,234.500000', '$0.000036', '−$2.000000'])
    expect(usdColumn([null])('3')).toBe('$3.00')
  })
})

describe('formatUsdUnits', () => {
  it.each([
    [0n, 2, '$0.00'],
    [5n, 2, '$0.05'],
    [120_450n, 2, '$1,204.50'],
    [-31n, 4, '−$0.0031'],
    [1_000_000n, 6, '$1.000000'],
  ])('%s in 10^-%i is %s', (units, decimals, text) => expect(formatUsdUnits(units, decimals)).toBe(text))
})

describe('formatInCurrency', () => {
  it.each([
    [null, '–'],
    ['1204.50', '1,204.50'],
    ['-0.30', '−0.30'],
  ])('%s is %s', (amount, text) => expect(formatInCurrency(amount)).toBe(text))
})
