import { describe, expect, it } from 'vitest'
import { isRelative, parseTimeRange, pinTimeRange, timeRangeLabel } from './parse-time-range.ts'

const nowMs = new Date(2026, 10, 21, 10, 14).getTime()
const local = (day: number, hour = 0, minute = 0) => new Date(2026, 10, day, hour, minute).toISOString()

describe('parseTimeRange', () => {
  it.each([
    ['3h', '-3h', null],
    ['last 3h', '-3h', null],
    ['Last 3 hours', '-3h', null],
    ['past 15 minutes', '-15m', null],
    ['90 min', '-90m', null],
    ['last week', '-1w', null],
    ['-7d', '-7d', null],
    ['2 days ago', '-2d', null],
    ['all', null, null],
    ['today', local(21), null],
    ['yesterday', local(20), local(21)],
    ['this month', local(1), null],
    ['last month', new Date(2026, 9, 1).toISOString(), local(1)],
    ['2026-11-20', local(20), local(21)],
    ['2026-11-20 10:00', local(20, 10), local(20, 11)],
    ['2026-11-20 10:00 – 12:30', local(20, 10), local(20, 12, 30)],
    ['2026-11-01 to 2026-11-08', local(1), local(9)],
    ['2026-11-01 08:00 - 2026-11-02 09:00', local(1, 8), local(2, 9)],
  ])('%s', (text, from, to) => expect(parseTimeRange(text, nowMs)).toEqual({ from, to }))

  it.each(['', 'soon', '0h', 'hour', '2026-13-40', '2026-11-20 – 2026-11-19', '10:00', '3 parsecs'])(
    'does not understand "%s"',
    (text) => expect(parseTimeRange(text, nowMs)).toBeNull(),
  )
})

it.each([
  [{ from: null, to: null }, 'All time'],
  [{ from: '-1h', to: null }, 'Last hour'],
  [{ from: '-3h', to: null }, 'Last 3 hours'],
  [{ from: '-1w', to: null }, 'Last week'],
  [{ from: local(20), to: local(21) }, '20 Nov – 21 Nov'],
  [{ from: local(20, 10), to: null }, 'Since 20 Nov, 10:00'],
])('%j reads %s', (range, label) => expect(timeRangeLabel(range)).toBe(label))

it('pins what moves with the clock', () => {
  const pinned = pinTimeRange({ from: '-1h', to: null }, nowMs)
  expect(pinned).toEqual({ from: local(21, 9, 14), to: local(21, 10, 14) })
  expect(isRelative(pinned)).toBe(false)
  expect(isRelative({ from: '-1h', to: null })).toBe(true)
})
