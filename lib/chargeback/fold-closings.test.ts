import { expect, test } from 'vitest'
import type { StatementEvent } from '#lib/domain/statement-event.ts'
import { foldClosings, withoutTotals, type PastEvent } from './fold-closings.ts'

const hash = 'a'.repeat(64)
const figures = { tenants: 2, runs: 3, costUsd: '1', totalUsd: '2', totalInCurrency: null, currency: null }
const period = { from: '2026-10-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z', timeZone: 'UTC' }
const closed = (statementId: string, statementVersion: number): StatementEvent => {
  const closingId = `${statementId} v${statementVersion}`
  return { event: 'closed', statementId, statementVersion, closingId, contentHash: hash, ...period, ...figures }
}
const past = (body: StatementEvent, number: number): PastEvent => {
  const by = { actor: 'cli', name: null }
  return { body, at: `2026-11-0${number + 1}`, by, reason: `reason ${number}, because of globex` }
}

const about = { statementId: '2026-10', statementVersion: 1 }
const note = {
  event: 'adjusted',
  ...about,
  contentHash: hash,
  runs: 1,
  totalDifferenceUsd: '5',
  totalDifferenceInCurrency: null,
} as const
const events: StatementEvent[] = [
  closed('2026-10', 1),
  { ...note, note: 1, closingId: 'note 1' },
  closed('2026-11', 1),
  { ...note, note: 2, closingId: 'note 2' },
  { event: 'reopened', ...about },
  closed('2026-10', 2),
]

test('every version is there with its notes and what became of it, the newest first', () => {
  const closings = foldClosings(events.map(past))
  expect(closings.map(({ closingId }) => closingId)).toEqual(['2026-10 v2', '2026-11 v1', '2026-10 v1'])
  const [second, , first] = closings
  expect(second).toMatchObject({ noteIds: [], statement: { state: 'closed', version: 2, adjustments: [] } })
  expect(first).toMatchObject({
    noteIds: ['note 1', 'note 2'],
    statement: {
      state: 'reopened',
      closedAt: '2026-11-01',
      reopened: { at: '2026-11-05', reason: 'reason 4, because of globex' },
      adjustments: [{ number: 1 }, { number: 2 }],
    },
  })
})

test('who sees some tenants only is told no reason and no sum of others', () => {
  for (const closing of foldClosings(events.map(past)))
    expect(JSON.stringify(withoutTotals(closing).statement)).not.toMatch(/globex|"5"|"2"/)
})

test('what was never closed cannot be reopened', () => {
  expect(() => foldClosings([past({ event: 'reopened', ...about }, 0)])).toThrow('before it was closed')
})
