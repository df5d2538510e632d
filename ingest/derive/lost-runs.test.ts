import { expect, test } from 'vitest'
import { hoursOf } from './lost-runs.ts'

const nowMs = Date.UTC(2026, 10, 21, 12)

test.each([
  {
    what: 'what the part says of itself',
    part: { range: { fromSeconds: 3_600, toSeconds: 7_200 }, partition: '202611' },
    hours: { fromMs: 3_600_000, toMs: 7_200_000 },
  },
  {
    what: 'the month where it says nothing',
    part: { range: null, partition: '202612' },
    hours: { fromMs: Date.UTC(2026, 11, 1), toMs: Date.UTC(2026, 11, 31, 23) },
  },
  {
    what: 'everything where not even the month is known',
    part: { range: null, partition: '' },
    hours: { fromMs: 0, toMs: nowMs },
  },
])('$what', ({ part, hours }) => {
  expect(hoursOf(part, nowMs)).toEqual(hours)
})
