import { adjustedRuns, adjustedSums, type AdjustedRunRow } from '#clickhouse/queries/chargeback/adjusted-runs.ts'
import { buildAdjustments, type BilledTenant } from '#lib/chargeback/build-adjustments.ts'
import type { Closing } from '#lib/chargeback/fold-closings.ts'
import type { AdjustedRun, Adjustments } from '#lib/domain/adjustment.ts'
import type { Statement } from '#lib/domain/statement.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'
import type { ServiceContext } from '../context.ts'
import { nanosOf } from './draft-statement.ts'
import { frozenDocument, frozenNote } from './frozen-document.ts'

type Comparison = { adjustments: Adjustments; items: AdjustedRun[] }

/** Runs as they are, or as a note has kept them, against what the statement and its notes billed. */
export async function compareStatement(
  ctx: ServiceContext,
  closing: Closing,
  { noteId, limit }: { noteId: string | null; limit: number },
): Promise<Comparison> {
  const { from, to } = closing.statement
  const compared = {
    closingIds: [closing.closingId, ...closing.noteIds],
    noteId,
    fromNs: nanosOf(Date.parse(from)),
    toNs: nanosOf(Date.parse(to)),
  }
  const [{ content }, notes, sums, runs] = await Promise.all([
    frozenDocument(ctx, closing),
    Promise.all(closing.noteIds.map((closingId) => frozenNote(ctx, closingId))),
    adjustedSums(ctx.db, ctx.scope, compared),
    adjustedRuns(ctx.db, ctx.scope, { ...compared, limit }),
  ])
  const booked = notes.map((note) => note.content.adjustments)
  return {
    adjustments: buildAdjustments({
      runs: runs[0]?.all_runs ?? 0,
      sums: sums.map(({ tenant, difference, ...sum }) => ({
        ...sum,
        tenant: keyOf(tenant),
        differenceUsd: difference,
      })),
      billed: billedTenants(content.statement, booked),
      settings: content.settings,
    }),
    items: runs.map(itemOf),
  }
}

function billedTenants(statement: Statement, booked: readonly Adjustments[]): Map<string | null, BilledTenant> {
  const billed = new Map<string | null, BilledTenant>()
  for (const { tenant, costUsd, sharedUsd } of statement.tenants) billed.set(tenant, { costUsd, sharedUsd })
  for (const { tenant, costDifferenceUsd } of booked.flatMap(({ tenants }) => tenants)) {
    const before = billed.get(tenant)
    const costUsd = sumUsd([before?.costUsd ?? null, costDifferenceUsd]) ?? '0'
    billed.set(tenant, { costUsd, sharedUsd: before?.sharedUsd ?? '0' })
  }
  return billed
}

function itemOf(row: AdjustedRunRow): AdjustedRun {
  const before = { tenant: keyOf(row.was_tenant), costUsd: row.was_cost_text, priceVersion: row.was_price_version }
  const after = { tenant: keyOf(row.now_tenant), costUsd: row.now_cost_text, priceVersion: row.now_price_version }
  return {
    runId: row.run_id,
    startedAt: new Date(row.started_ms).toISOString(),
    reason: row.reason,
    before: row.is_billed ? before : null,
    after: row.is_there ? after : null,
    differenceUsd: row.difference_text,
  }
}

function keyOf(text: string): string | null {
  return text === '' ? null : text
}
