import { describe, expect, it } from 'vitest'
import { formatAbsoluteTime, formatClockTime, formatRelativeTime, formatShortTime } from './time.ts'

const nowMs = Date.UTC(2026, 10, 21, 10, 14, 10, 250)
const ago = (seconds: number) => String(BigInt(nowMs - seconds * 1000) * 1_000_000n)

describe('formatRelativeTime', () => {
  it.each([
    [0, 'just now'],
    [42, '42 s ago'],
    [120, '2 min ago'],
    [3599, '59 min ago'],
    [7200, '2 h ago'],
    [86_400 * 3, '3 d ago'],
    [86_400 * 30, '22 Oct 2026'],
    [-90, 'in 1 min'],
  ])('%s s ago is "%s"', (seconds, text) => expect(formatRelativeTime(ago(seconds), nowMs, 'UTC')).toBe(text))
})

it('names the zone of an absolute time', () => {
  expect(formatAbsoluteTime(ago(0), 'UTC')).toBe('21 Nov 2026, 10:14:10.250 UTC')
  expect(formatClockTime(ago(0), 'UTC')).toBe('10:14:10.250')
  expect(formatShortTime(ago(0), 'UTC')).toBe('21 Nov, 10:14')
})
