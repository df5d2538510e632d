import { expect, it } from 'vitest'
import { formatCount, formatCountExact } from './count.ts'

it.each([
  [null, '–'],
  [0, '0'],
  [999, '999'],
  [1000, '1k'],
  [1234, '1.23k'],
  [12_104, '12.1k'],
  [310_000, '310k'],
  [1600, '1.6k'],
  [14_000, '14k'],
  [100_000, '100k'],
  [999_949, '1M'],
  [4_020_000, '4.02M'],
  [1_500_000_000, '1.5B'],
])('%s is %s', (count, text) => expect(formatCount(count)).toBe(text))

it('keeps every digit when asked for', () => {
  expect(formatCountExact(12_104)).toBe('12,104')
  expect(formatCountExact(null)).toBe('–')
})
