import type { AdjustmentNote } from '#lib/domain/adjustment.ts'
import type { ClosedStatement } from '#lib/domain/chargeback.ts'
import type { HistoryActor } from '#lib/domain/history.ts'
import type { StatementEvent } from '#lib/domain/statement-event.ts'

export type PastEvent = { body: StatementEvent; at: string; by: HistoryActor; reason: string }

/** A closed statement, and where what was frozen with it and with its notes lies. */
export type Closing = { statement: ClosedStatement; closingId: string; noteIds: string[] }

/** Every version of every statement, the newest first, from all that was decided, the oldest first. */
export function foldClosings(events: readonly PastEvent[]): Closing[] {
  const closings = new Map<string, Closing>()
  for (const event of events) {
    const { body } = event
    const key = `${body.statementId} ${body.statementVersion}`
    if (body.event === 'closed') {
      closings.set(key, { statement: closedBy(event, body), closingId: body.closingId, noteIds: [] })
      continue
    }
    const closing = closings.get(key)
    if (closing === undefined) throw new Error(`${body.event} before it was closed: statement ${key}`)
    const { statement } = closing
    if (body.event === 'reopened') {
      const { at, by, reason } = event
      closings.set(key, { ...closing, statement: { ...statement, state: 'reopened', reopened: { at, by, reason } } })
    } else {
      const adjustments = [...statement.adjustments, noteOf(event, body)]
      const noteIds = [...closing.noteIds, body.closingId]
      closings.set(key, { ...closing, statement: { ...statement, adjustments }, noteIds })
    }
  }
  return [...closings.values()].toReversed()
}

const unseen = { reason: '', runs: null, totalDifferenceUsd: null, totalDifferenceInCurrency: null }

/** What may be said of it to somebody who sees some tenants only: a reason may name the others. */
export function withoutTotals({ statement, ...rest }: Closing): Closing {
  const { reopened } = statement
  return {
    ...rest,
    statement: {
      ...statement,
      reason: '',
      reopened: reopened === null ? null : { ...reopened, reason: '' },
      total: null,
      adjustments: statement.adjustments.map((note) => ({ ...note, ...unseen })),
    },
  }
}

function closedBy({ at, by, reason }: PastEvent, body: StatementEvent & { event: 'closed' }): ClosedStatement {
  const { statementId, statementVersion, from, to, timeZone, contentHash, currency } = body
  const { tenants, runs, costUsd, totalUsd, totalInCurrency } = body
  return {
    statementId,
    version: statementVersion,
    state: 'closed',
    from,
    to,
    timeZone,
    closedAt: at,
    closedBy: by,
    reason,
    contentHash,
    reopened: null,
    total: { tenants, runs, costUsd, totalUsd, totalInCurrency },
    currency,
    adjustments: [],
  }
}

function noteOf({ at, by, reason }: PastEvent, body: StatementEvent & { event: 'adjusted' }): AdjustmentNote {
  const { note, contentHash, runs, totalDifferenceUsd, totalDifferenceInCurrency } = body
  const total = { totalDifferenceUsd, totalDifferenceInCurrency }
  return { number: note, bookedAt: at, bookedBy: by, reason, contentHash, runs, ...total }
}
