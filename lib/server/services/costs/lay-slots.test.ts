import { expect, it } from 'vitest'
import { laySlots } from './lay-slots.ts'

const at = (text: string) => Date.parse(text)

it.each([
  ['UTC', '2026-03-01T05:00Z', '2026-03-03T00:00Z', ['2026-03-01T00:00Z', '2026-03-02T00:00Z'], '2026-03-03T00:00Z'],
  // Clocks go forward on 29 March and back on 25 October.
  ['Europe/Berlin', '2026-03-28T23:30Z', '2026-03-30T00:00Z', ['2026-03-28T23:00Z', '2026-03-29T22:00Z'], '2026-03-30T22:00Z'], // prettier-ignore
  ['Europe/Berlin', '2026-10-24T22:00Z', '2026-10-26T00:00Z', ['2026-10-24T22:00Z', '2026-10-25T23:00Z'], '2026-10-26T23:00Z'], // prettier-ignore
  ['Asia/Kolkata', '2026-05-01T18:29Z', '2026-05-01T18:31Z', ['2026-04-30T18:30Z', '2026-05-01T18:30Z'], '2026-05-02T18:30Z'], // prettier-ignore
  ['America/Santiago', '2026-09-05T12:00Z', '2026-09-07T03:00Z', ['2026-09-05T04:00Z', '2026-09-06T04:00Z'], '2026-09-07T03:00Z'], // prettier-ignore
])('days of %s from %s to %s', (zone, from, to, starts, end) => {
  const slots = laySlots(at(from), at(to), 'day', zone)
  expect(slots.startsMs).toEqual(starts.map(at))
  expect(slots.endMs).toBe(at(end))
})

it('hours begin where the zone says', () => {
  const { startsMs } = laySlots(at('2026-05-01T10:20Z'), at('2026-05-01T12:00Z'), 'hour', 'Asia/Kolkata')
  expect(startsMs).toEqual(['2026-05-01T09:30Z', '2026-05-01T10:30Z', '2026-05-01T11:30Z'].map(at))
})

it('a range within an hour has one slot', () => {
  expect(laySlots(5, 6, 'hour', 'UTC').startsMs).toEqual([0])
})
