import { expect, test } from 'vitest'
import { parseInstant } from './time-range.ts'

const nowMs = Date.UTC(2026, 10, 21, 12)

test.each([
  ['now', nowMs],
  ['-90s', nowMs - 90_000],
  ['-1h', nowMs - 3_600_000],
  ['-7d', nowMs - 604_800_000],
  ['2026-11-20', Date.UTC(2026, 10, 20)],
  ['2026-11-20T10:00:00Z', Date.UTC(2026, 10, 20, 10)],
  ['2026-11-20T10:00:00.250+02:00', Date.UTC(2026, 10, 20, 8, 0, 0, 250)],
])('%s', (text, ms) => {
  expect(parseInstant('from', text, nowMs)).toBe(`${ms}000000`)
})

test('before 1970 there is nothing', () => {
  expect(parseInstant('from', '-999999w', nowMs)).toBe('0')
})

test.each([
  '',
  'yesterday',
  '-1y',
  '1h',
  '2026-13-01',
  '1969-12-31',
  '2262-01-01',
  '2026-11-20T10:00:00Z; DROP',
  '1e9',
])('%j is no time', (text) => {
  expect(() => parseInstant('from', text, nowMs)).toThrow('`from` is no time')
})
