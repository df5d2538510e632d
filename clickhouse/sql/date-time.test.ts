import { expect, test } from 'vitest'
import { dateTimeOf, hourOf } from './date-time.ts'

test.each([
  ['0', '1970-01-01 00:00:00'],
  ['1795273199999999999', '2026-11-21 14:00:00'],
  ['4294967295999999999', '2106-02-07 06:00:00'],
  ['4294969200000000000', '2106-02-07 06:00:00'],
  ['9223372036854775806', '2106-02-07 06:00:00'],
])('the hour of %s ns is one that a DateTime can say', (nanos, hour) => {
  expect(dateTimeOf(hourOf(nanos))).toBe(hour)
})
