import { randomUUID } from 'node:crypto'
import { freezeChanges } from '#clickhouse/queries/chargeback/freeze-runs.ts'
import { frozenDigest } from '#clickhouse/queries/chargeback/frozen-sums.ts'
import { insertFrozen } from '#clickhouse/tables/statements.ts'
import { canonicalJson, contentHash } from '#lib/chargeback/content-hash.ts'
import type { AdjustmentBooking, StatementAdjustments } from '#lib/domain/adjustment.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { AdjustmentContent, FrozenNote } from '#lib/domain/frozen-statement.ts'
import { adjustmentCsv } from '#lib/export/adjustment-csv.ts'
import type { ServiceContext } from '../context.ts'
import { compareStatement } from './compare-statement.ts'
import { nanosOf } from './draft-statement.ts'
import { adjustmentsHash, getAdjustments } from './get-adjustments.ts'
import { recordEvent, requireClosing, statementLedger } from './statement-ledger.ts'

const keptRuns = 10_000

type BookAdjustments = { ctx: ServiceContext; statementId: string; input: AdjustmentBooking }

/**
 * Books what was looked at as a note of its own with a hash; what changes from then on is compared with it. The runs
 * are kept first and the ledger's entry comes last, as with closing.
 */
export async function bookAdjustments({ ctx, statementId, input }: BookAdjustments): Promise<StatementAdjustments> {
  ctx.scope.requireWholeProject()
  const { version, draftHash, reason } = input
  const { db, project, nowMs } = ctx
  const ledger = await statementLedger(ctx)
  const closing = requireClosing(ledger, { statementId, version })
  const { state, from, to, currency, adjustments: booked, contentHash: statementHash } = closing.statement
  if (state !== 'closed')
    throw new AppError('conflict', `Statement ${statementId} is open again: its next version holds all that changed.`)
  const noteId = randomUUID()
  const [fromNs, toNs] = [nanosOf(Date.parse(from)), nanosOf(Date.parse(to))]
  const closingIds = [closing.closingId, ...closing.noteIds]
  await freezeChanges(db, { project, closingId: noteId, closingIds, fromNs, toNs })
  const { adjustments, items } = await compareStatement(ctx, closing, { noteId, limit: keptRuns })
  if (adjustments.runs === 0 || adjustmentsHash(closing, adjustments) !== draftHash) {
    throw new AppError('conflict', 'The adjustments are others than those that you looked at: look again, then book.')
  }
  const [digest] = await frozenDigest(db, ctx.scope, { closingId: noteId })
  const content: AdjustmentContent = {
    format: 'tachograph-adjustment/1',
    project,
    statementId,
    version,
    note: booked.length + 1,
    statementHash,
    currency,
    adjustments,
    runs: { count: digest?.runs ?? 0, digest: digest?.digest ?? '' },
  }
  const bookedAt = new Date(nowMs).toISOString()
  const note: FrozenNote = { contentHash: contentHash(content), bookedAt, content, items }
  const frozen = { document: canonicalJson(note), sheet: [...adjustmentCsv(note)].join('') }
  await insertFrozen(db, { project, closingId: noteId, ...frozen, atMs: nowMs })
  const { runs, totalDifferenceUsd, totalDifferenceInCurrency } = adjustments
  const total = { runs, totalDifferenceUsd, totalDifferenceInCurrency }
  const about = { statementId, statementVersion: version, note: content.note, ...total }
  const body = { event: 'adjusted', closingId: noteId, contentHash: note.contentHash, ...about } as const
  await recordEvent(ctx, ledger, { reason, body })
  return getAdjustments({ ctx, statementId, input: { version } })
}
