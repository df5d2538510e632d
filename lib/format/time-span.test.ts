import { expect, it } from 'vitest'
import { formatTimeSpan } from './time-span.ts'

const at = (text: string) => Date.parse(text)
const nowMs = at('2026-11-21T12:00:00Z')

it.each([
  ['2026-11-20T10:00:00Z', '2026-11-20T10:15:00Z', '20 Nov, 10:00 – 10:15'],
  ['2026-11-20T10:00:05Z', '2026-11-20T10:00:10Z', '20 Nov, 10:00:05 – 10:00:10'],
  ['2026-11-20T23:00:00Z', '2026-11-21T02:00:00Z', '20 Nov, 23:00 – 21 Nov, 02:00'],
  ['2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z', '20 Nov'],
  ['2026-11-16T00:00:00Z', '2026-11-23T00:00:00Z', '16 – 22 Nov'],
  ['2025-11-20T00:00:00Z', '2025-11-21T00:00:00Z', '20 Nov 2025'],
  ['2025-11-20T10:00:00Z', '2025-11-20T10:15:00Z', '20 Nov 2025, 10:00 – 10:15'],
])('%s to %s is "%s"', (start, end, text) => {
  expect(formatTimeSpan(at(start), at(end), nowMs, 'UTC')).toBe(text)
})

it('says the hours of a day that is none in this zone', () => {
  const [start, end] = [at('2026-11-20T00:00:00Z'), at('2026-11-21T00:00:00Z')]
  expect(formatTimeSpan(start, end, nowMs, 'Europe/Berlin')).toBe('20 Nov, 01:00 – 21 Nov, 01:00')
})
