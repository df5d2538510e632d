import { contentHash } from '#lib/chargeback/content-hash.ts'
import type { Closing } from '#lib/chargeback/fold-closings.ts'
import type { Adjustments, StatementAdjustments } from '#lib/domain/adjustment.ts'
import type { ServiceContext } from '../context.ts'
import { compareStatement } from './compare-statement.ts'
import { requireClosing, statementLedger } from './statement-ledger.ts'

const shownRuns = 200

type GetAdjustments = { ctx: ServiceContext; statementId: string; input: { version?: number | undefined } }

/** What has changed since a statement was closed, less what was booked already. */
export async function getAdjustments({ ctx, statementId, input }: GetAdjustments): Promise<StatementAdjustments> {
  const closing = requireClosing(await statementLedger(ctx), { statementId, version: input.version })
  const { adjustments, items } = await compareStatement(ctx, closing, { noteId: null, limit: shownRuns })
  const { version, currency, adjustments: booked } = closing.statement
  return {
    ...adjustments,
    statementId,
    version,
    draftHash: adjustments.runs === 0 ? null : adjustmentsHash(closing, adjustments),
    items,
    moreRuns: adjustments.runs - items.length,
    booked,
    currency,
  }
}

/** Changes with any figure of adjustments that are to be booked, and with what was booked before. */
export function adjustmentsHash({ closingId, noteIds }: Closing, adjustments: Adjustments): string {
  return contentHash({ closingId, noteIds, adjustments })
}
