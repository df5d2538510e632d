import { describe, expect, it, test } from 'vitest'
import { chosenDays, recentMonths, shownPeriod } from './shown-period.ts'

const now = Date.parse('2026-11-22T10:00:00Z')

describe('a period', () => {
  it.each([
    ['2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z', 'UTC', 'November 2026', '2026-11', '2026-10', null],
    ['2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z', 'UTC', 'October 2026', '2026-10', '2026-09', '2026-11'],
    ['2026-09-30T22:00:00Z', '2026-10-31T23:00:00Z', 'Europe/Berlin', 'October 2026', '2026-10', '2026-09', '2026-11'],
    ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', 'UTC', 'January 2026', '2026-01', '2025-12', '2026-02'],
    ['2026-10-05T00:00:00Z', '2026-10-12T00:00:00Z', 'UTC', '5 Oct 2026 – 11 Oct 2026', null, '2026-09', '2026-11'],
    ['2026-10-05T00:00:00Z', '2026-10-06T00:00:00Z', 'UTC', '5 Oct 2026', null, '2026-09', '2026-11'],
    ['2026-10-05T08:30:00Z', '2026-10-06T00:00:00Z', 'UTC', '5 Oct 2026, 08:30 – 6 Oct 2026, 00:00', null, '2026-09', '2026-11'], // prettier-ignore
  ])('from %s to %s in %s is %s', (from, to, timeZone, label, month, previousMonth, nextMonth) => {
    expect(shownPeriod({ from, to, timeZone }, now)).toMatchObject({ label, month, previousMonth, nextMonth })
  })

  test('is over when its end has come', () => {
    const november = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z', timeZone: 'UTC' }
    expect(shownPeriod(november, now).isOver).toBe(false)
    expect(shownPeriod(november, Date.parse(november.to)).isOver).toBe(true)
  })
})

test('months go back over the turn of the year', () => {
  const months = recentMonths(Date.parse('2026-12-31T23:30:00Z'), 'Europe/Berlin', 3)
  expect(months.map(({ month }) => month)).toEqual(['2027-01', '2026-12', '2026-11'])
  expect(months[0]?.label).toBe('January 2027')
})

test.each([
  ['2026-11-01', '2026-11-30', { from: '2026-11-01', to: '2026-12-01' }],
  ['2026-11-05', '2026-11-05', { from: '2026-11-05', to: '2026-11-06' }],
  ['2026-11-05', '2026-11-04', null],
  ['', '2026-11-04', null],
  ['2026-13-05', '2026-13-06', null],
])('from %s up to and with %s', (first, last, chosen) => expect(chosenDays(first, last)).toEqual(chosen))
