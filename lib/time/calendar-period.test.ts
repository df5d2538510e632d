import { describe, expect, it, test } from 'vitest'
import { addDays, dayAt, daysFrom, startOfDay } from './calendar-day.ts'
import { periodAt, periodOf, periodsBefore, type PeriodKind } from './calendar-period.ts'
import { isTimeZone } from './time-zone.ts'

const at = (text: string) => Date.parse(text)

describe('days of a zone', () => {
  // Clocks go forward and back at two or three in Berlin, at midnight in Santiago and Beirut, by half an hour on Lord Howe.
  it.each([
    ['UTC', '2026-03-01', '2026-03-01T00:00Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00Z'],
    ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00Z'],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00Z'],
    ['Europe/Berlin', '2026-10-26', '2026-10-25T23:00Z'],
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00Z'],
    ['America/Santiago', '2026-04-05', '2026-04-05T04:00Z'],
    ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00Z'],
    ['Asia/Kolkata', '2026-05-01', '2026-04-30T18:30Z'],
    ['Asia/Kathmandu', '2026-05-01', '2026-04-30T18:15Z'],
    ['Australia/Lord_Howe', '2026-10-05', '2026-10-04T13:00Z'],
    ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00Z'],
    ['Pacific/Pago_Pago', '2026-01-01', '2026-01-01T11:00Z'],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00Z'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00Z'],
  ])('in %s the %s begins at %s', (zone, day, begin) => {
    expect(new Date(startOfDay(day, zone)).toISOString()).toBe(new Date(begin).toISOString())
  })

  test('a zone has to exist', () => {
    expect([isTimeZone('Europe/Berlin'), isTimeZone('Europe/Atlantis'), isTimeZone('')]).toEqual([true, false, false])
  })
})

describe('periods', () => {
  it.each<[PeriodKind, string, string, string, string]>([
    ['day', '2026-11-22T23:30Z', 'Europe/Berlin', '2026-11-23', '2026-11-24'],
    ['week', '2026-11-22T23:30Z', 'UTC', '2026-11-16', '2026-11-23'],
    ['week', '2026-11-22T23:30Z', 'Europe/Berlin', '2026-11-23', '2026-11-30'],
    ['month', '2026-11-30T23:30Z', 'Europe/Berlin', '2026-12-01', '2027-01-01'],
    ['month', '2028-02-29T12:00Z', 'UTC', '2028-02-01', '2028-03-01'],
    ['month', '2026-01-01T01:00Z', 'America/New_York', '2025-12-01', '2026-01-01'],
  ])('the %s of %s in %s', (kind, moment, zone, fromDay, toDay) => {
    expect(periodAt(kind, at(moment), zone)).toMatchObject({ fromDay, toDay })
  })

  test('months have the hours that the clocks leave them', () => {
    const { fromMs, toMs } = periodOf('month', '2026-03-15', 'Europe/Berlin')
    expect((toMs - fromMs) / 3_600_000).toBe(31 * 24 - 1)
  })
})

const zones = ['UTC', 'Europe/Berlin', 'America/Santiago', 'Asia/Beirut', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Havana', 'Pacific/Chatham'] // prettier-ignore

test.each(zones)('every moment of two years is in one day, week and month of %s, without a gap', (zone) => {
  for (let day = '2026-01-01', before = startOfDay(day, zone); day < '2028-01-01';) {
    const next = addDays(day, 1)
    const start = startOfDay(next, zone)
    expect([dayAt(before, zone), dayAt(start - 1, zone), dayAt(start, zone)], day).toEqual([day, day, next])
    ;[day, before] = [next, start]
  }
  for (const kind of ['day', 'week', 'month'] as const) {
    const last = periodAt(kind, at('2027-11-07T05:30Z'), zone)
    const all = [last, ...periodsBefore(kind, last, zone, 30)]
    for (const [index, period] of all.entries()) {
      const lengths = { day: 1, week: 7, month: new Date(Date.parse(period.toDay) - 1).getUTCDate() }
      expect(daysFrom(period.fromDay, period.toDay)).toHaveLength(lengths[kind])
      expect(periodAt(kind, period.fromMs, zone)).toEqual(period)
      expect(periodAt(kind, period.toMs - 1, zone)).toEqual(period)
      if (index > 0) expect([period.toDay, period.toMs]).toEqual([all[index - 1]?.fromDay, all[index - 1]?.fromMs])
    }
  }
})
