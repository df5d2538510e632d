import { assert, constantFrom, integer, property } from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { dayAt, startOfDay } from '#lib/time/calendar-day.ts'
import { statementPeriod, type AskedPeriod } from './statement-period.ts'

const now = Date.parse('2026-11-22T02:00Z')
const iso = (ms: number) => new Date(ms).toISOString().replace(':00.000Z', 'Z')
const of = (asked: AskedPeriod, timeZone = 'Europe/Berlin', nowMs = now) => {
  const { statementId, fromMs, toMs, previousFromMs } = statementPeriod(asked, timeZone, nowMs)
  return [statementId, iso(previousFromMs), iso(fromMs), iso(toMs)]
}

describe('a period', () => {
  // Clocks change in March and October: those months have 743 and 745 hours.
  it.each<[AskedPeriod, string[]]>([
    [{}, ['2026-11', '2026-09-30T22:00Z', '2026-10-31T23:00Z', '2026-11-30T23:00Z']],
    [{ period: 'last-month' }, ['2026-10', '2026-08-31T22:00Z', '2026-09-30T22:00Z', '2026-10-31T23:00Z']],
    [{ period: '2026-03' }, ['2026-03', '2026-01-31T23:00Z', '2026-02-28T23:00Z', '2026-03-31T22:00Z']],
    [
      { from: '2026-03-28', to: '2026-03-30' },
      ['2026-03-28_2026-03-30', '2026-03-25T23:00Z', '2026-03-27T23:00Z', '2026-03-29T22:00Z'],
    ],
    [
      { from: '2026-11-01', to: '2026-12-01' },
      ['2026-11', '2026-09-30T22:00Z', '2026-10-31T23:00Z', '2026-11-30T23:00Z'],
    ],
    [
      { from: '2026-10-31T23:00:00Z', to: '2026-12-01T00:00+01:00' },
      ['2026-11', '2026-09-30T22:00Z', '2026-10-31T23:00Z', '2026-11-30T23:00Z'],
    ],
    [
      { from: '2026-11-01T10:00Z', to: '2026-11-01T12:00Z' },
      ['20261101T100000.000Z_20261101T120000.000Z', '2026-11-01T08:00Z', '2026-11-01T10:00Z', '2026-11-01T12:00Z'],
    ],
  ])('asked for as %j', (asked, expected) => {
    expect(of(asked)).toEqual(expected)
  })

  it('is the month that it is in the zone', () => {
    const newYear = Date.parse('2026-12-31T23:30Z')
    expect(of({}, 'Europe/Berlin', newYear)[0]).toBe('2027-01')
    expect(of({}, 'America/New_York', newYear)[0]).toBe('2026-12')
    expect(of({ period: 'last-month' }, 'Europe/Berlin', newYear)[0]).toBe('2026-12')
  })

  it.each<[AskedPeriod, string?]>([
    [{ period: '2026-13' }],
    [{ period: '2026-1' }],
    [{ period: '2026-11-01' }],
    [{ period: '0000-01' }],
    [{ period: '' }],
    [{ period: '2026-11', from: '2026-11-01', to: '2026-11-02' }],
    [{ from: '2026-11-01' }],
    [{ to: '2026-11-01' }],
    [{ from: '2026-11-02', to: '2026-11-02' }],
    [{ from: '2026-02-30', to: '2026-03-05' }],
    [{ from: '2026-11-01T00:00:00', to: '2026-11-02' }],
    [{ from: '-7d', to: 'now' }],
    [{ from: '0001-01-01', to: '2026-01-01' }],
    [{ from: '2026-01-01', to: '9999-01-01' }],
    [{}, 'Europe/Atlantis'],
    [{}, ''],
  ])('%j is none %s', (asked, zone = 'UTC') => {
    expect(() => statementPeriod(asked, zone, now)).toThrow(expect.objectContaining({ code: 'bad_request' }))
  })
})

const zones = ['UTC', 'Europe/Berlin', 'America/Santiago', 'Asia/Beirut', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Havana'] // prettier-ignore

test('every moment is in one month of a zone, and months follow on each other', () => {
  assert(
    property(constantFrom(...zones), integer({ min: 0, max: 4_000_000_000 }), (zone, seconds) => {
      const nowMs = Math.max(seconds * 1000, 40 * 86_400_000)
      const present = statementPeriod({}, zone, nowMs)
      expect(present.fromMs <= nowMs && nowMs < present.toMs).toBe(true)
      const before = statementPeriod({ period: 'last-month' }, zone, nowMs)
      expect([before.toMs, before.fromMs]).toEqual([present.fromMs, present.previousFromMs])
      expect(statementPeriod({ period: present.statementId }, zone, 0)).toEqual(present)
    }),
  )
})

test('days laid end to end are the range from the first to the last', () => {
  assert(
    property(
      constantFrom(...zones),
      integer({ min: 0, max: 20_000 }),
      integer({ min: 1, max: 70 }),
      (zone, first, count) => {
        const day = (number: number) => new Date((number + 400) * 86_400_000).toISOString().slice(0, 10)
        const [from, to] = [day(first), day(first + count)]
        const range = statementPeriod({ from, to }, zone, now)
        expect([range.fromMs, range.toMs]).toEqual([startOfDay(from, zone), startOfDay(to, zone)])
        expect([dayAt(range.fromMs, zone), dayAt(range.toMs - 1, zone)]).toEqual([from, day(first + count - 1)])
        expect(range.previousFromMs).toBeLessThan(range.fromMs)
        const again = { from: new Date(range.fromMs).toISOString(), to: new Date(range.toMs).toISOString() }
        expect(statementPeriod(again, zone, now)).toEqual(range)
      },
    ),
  )
})
