import { expect, it } from 'vitest'
import type { HistoryEntry } from '#lib/domain/history.ts'
import { historyDays } from './history-days.ts'

const entry = (entryId: string, at: string): HistoryEntry => ({
  entryId,
  at,
  by: { actor: 'cli', name: null },
  kind: 'project',
  subject: 'Demo',
  project: 'p',
  version: 1,
  action: 'changed',
  reason: '',
  changes: [],
})
const entries = [
  entry('d', '2026-11-21T00:30:00Z'),
  entry('c', '2026-11-20T23:30:00Z'),
  entry('b', '2026-11-20T10:00:00Z'),
  entry('a', '2025-11-20T10:00:00Z'),
]
const days = (timeZone: string) =>
  historyDays(entries, Date.parse('2026-11-21T12:00:00Z'), timeZone).map(({ day, entries: ofDay }) => [
    day,
    ofDay.map(({ entryId }) => entryId).join(''),
  ])

it('puts entries under the days of the reader', () => {
  expect(days('UTC')).toEqual([
    ['Today', 'd'],
    ['Yesterday', 'cb'],
    ['Thursday, 20 November 2025', 'a'],
  ])
  expect(days('Europe/Berlin').map(([, ids]) => ids)).toEqual(['dc', 'b', 'a'])
})
