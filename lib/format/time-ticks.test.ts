import { describe, expect, it } from 'vitest'
import { timeTicks } from './time-ticks.ts'

const hour = 3600
const day = 24 * hour
const slices = (start: string, count: number, seconds: number) =>
  Array.from({ length: count }, (_, slot) => Date.parse(start) + slot * seconds * 1000)
const texts = (start: string, count: number, seconds: number, offsetHours = 0) =>
  timeTicks(slices(start, count, seconds), 4, () => offsetHours * hour * 1000).map(
    ({ slot, text }) => `${slot} ${text}`,
  )

describe('ticks stand at round times', () => {
  it.each([
    ['2026-11-20T10:00:00Z', 60, 1, ['0 10:00:00', '15 10:00:15', '30 10:00:30', '45 10:00:45']],
    ['2026-11-20T10:07:00Z', 60, 15, ['12 10:10', '32 10:15', '52 10:20']],
    ['2026-11-20T10:30:00Z', 48, 1800, ['3 12:00', '15 18:00', '27 21 Nov', '39 06:00']],
    ['2026-11-20T00:00:00Z', 48, 1800, ['0 20 Nov', '12 06:00', '24 12:00', '36 18:00']],
    ['2026-11-14T09:00:00Z', 56, 3 * hour, ['5 15 Nov', '21 17 Nov', '37 19 Nov', '53 21 Nov']],
    ['2026-11-01T00:00:00Z', 60, 12 * hour, ['16 9 Nov', '44 23 Nov']],
    ['2025-12-29T00:00:00Z', 53, 7 * day, ['7 Feb 2026', '23 Jun 2026', '39 Sept 2026']],
  ])('from %s, %i of %i s', (start, count, seconds, expected) => {
    expect(texts(start, count, seconds)).toEqual(expected)
  })
})

it('round times are those of the viewer', () => {
  expect(texts('2026-11-20T10:30:00Z', 48, 1800, 1)).toEqual(['1 12:00', '13 18:00', '25 21 Nov', '37 06:00'])
  expect(texts('2026-11-20T10:00:00Z', 48, hour, 5.5)).toEqual(['9 21 Nov', '21 12:30', '33 22 Nov', '45 12:30'])
})

it('a chart of one slice says when it is', () => {
  expect(texts('2026-11-20T10:15:07Z', 1, 1)).toEqual(['0 10:15:07'])
  expect(timeTicks([], 4)).toEqual([])
})
