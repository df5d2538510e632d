import { array, assert, integer, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { statementPeriod } from './statement-period.ts'
import { missedTime, restOf, type TimeSpan } from './unbilled-time.ts'

const monthOf = (period: string, timeZone: string) => statementPeriod({ period }, timeZone, 0)
const shown = ({ fromMs, toMs }: TimeSpan) => [fromMs, toMs].map((ms) => new Date(ms).toISOString().slice(0, 13))

test.each([
  ['Europe/Berlin', 'UTC', [['2026-10-31T23', '2026-11-01T00']]],
  ['UTC', 'America/St_Johns', [['2026-11-01T00', '2026-11-01T02']]],
  ['Pacific/Kiritimati', 'Etc/GMT+12', [['2026-10-31T10', '2026-11-01T12']]],
  ['UTC', 'Asia/Kolkata', []],
  ['UTC', 'UTC', []],
])('a November after an October of %s leaves out, in %s', (before, zone, expected) => {
  const missed = missedTime(monthOf('2026-11', zone), [monthOf('2026-09', before), monthOf('2026-10', before)])
  expect(missed.map(shown)).toEqual(expected)
})

test('a month that was not closed is not left out, and hours are found at the end, too', () => {
  const [october, december] = [monthOf('2026-10', 'UTC'), monthOf('2026-12', 'UTC')]
  expect(missedTime(december, [october])).toEqual([])
  expect(missedTime(monthOf('2026-11', 'Asia/Kolkata'), [december]).map(shown)).toEqual([
    ['2026-11-30T18', '2026-12-01T00'],
  ])
})

test('what is left of a month beside one of another zone is one piece, or none', () => {
  const november = monthOf('2026-11', 'Asia/Kolkata')
  const [rest] = [restOf(november, [monthOf('2026-10', 'UTC')])].flatMap((each) => (each === null ? [] : [shown(each)]))
  expect(rest).toEqual(['2026-11-01T00', '2026-11-30T18'])
  expect(restOf(november, [november])).toBeNull()
  const inside = { fromMs: november.fromMs + 1, toMs: november.fromMs + 2 }
  expect(restOf(november, [inside])).toBeNull()
})

test('the rest shares no moment with what is closed, and nothing is missing of it', () => {
  const span = record({ fromMs: integer({ min: 0, max: 40 }), length: integer({ min: 1, max: 20 }) }).map(
    ({ fromMs, length }) => ({ fromMs, toMs: fromMs + length }),
  )
  assert(
    property(span, array(span, { maxLength: 4 }), (period, closed) => {
      const has = (spans: readonly TimeSpan[], ms: number) =>
        spans.some(({ fromMs, toMs }) => fromMs <= ms && ms < toMs)
      const rest = restOf(period, closed)
      if (rest === null) return
      for (let ms = 0; ms < 60; ms += 1) expect(has([rest], ms)).toBe(has([period], ms) && !has(closed, ms))
    }),
  )
})
