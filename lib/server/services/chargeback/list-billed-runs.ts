import { billedRuns, billedSum, type BilledRunRow } from '#clickhouse/queries/chargeback/billed-runs.ts'
import type { PageCursor } from '#clickhouse/sql/run-sort.ts'
import type { Closing } from '#lib/chargeback/fold-closings.ts'
import { tenantOfParam } from '#lib/chargeback/tenant-param.ts'
import type { BilledRun, BilledRuns, BilledRunsQuery } from '#lib/domain/billed-run.ts'
import { decodeCursor, encodeCursor } from '#lib/server/page-cursor.ts'
import type { ServiceContext } from '../context.ts'
import { nanosOf } from './draft-statement.ts'
import { requireClosing, statementLedger } from './statement-ledger.ts'

type ListBilledRuns = { ctx: ServiceContext; statementId: string; input: Omit<BilledRunsQuery, 'format'> }

/** The runs that a closed statement is of, as they were frozen with it, and what each of them is now. */
export async function listBilledRuns({ ctx, statementId, input }: ListBilledRuns): Promise<BilledRuns> {
  const { version, cursor, limit, ...rest } = input
  const closing = requireClosing(await statementLedger(ctx), { statementId, version })
  const chosen = chosenRuns(closing, rest)
  const list = ['billed', closing.closingId, input.tenant ?? '*', input.changed].join(' ')
  const after = cursor === undefined ? null : decodeCursor(list, cursor)
  const [rows, [sum]] = await Promise.all([
    billedRuns(ctx.db, ctx.scope, { ...chosen, after, limit: limit + 1 }),
    billedSum(ctx.db, ctx.scope, chosen),
  ])
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    statementId,
    version: closing.statement.version,
    runs: sum?.runs ?? 0,
    billedUsd: sum?.cost ?? '0',
    items: page.map(billedRunOf),
    nextCursor: last === undefined ? null : encodeCursor(list, placeOf(last)),
  }
}

/** What is asked of the store for some runs of a closing. */
export function chosenRuns(
  { statement: { from, to }, closingId }: Closing,
  { tenant, changed }: Pick<BilledRunsQuery, 'tenant' | 'changed'>,
) {
  return {
    closingId,
    fromNs: nanosOf(Date.parse(from)),
    toNs: nanosOf(Date.parse(to)),
    tenant: tenant === undefined ? null : (tenantOfParam(tenant) ?? ''),
    onlyChanged: changed,
  }
}

export function placeOf(row: BilledRunRow): PageCursor {
  return { value: row.sort_key, id: row.run_id }
}

export function billedRunOf(row: BilledRunRow): BilledRun {
  const billed = { tenant: keyOf(row.was_tenant), costUsd: row.was_cost_text, priceVersion: row.was_price_version }
  const now = { tenant: keyOf(row.now_tenant), costUsd: row.now_cost_text, priceVersion: row.now_price_version }
  return {
    runId: row.run_id,
    startedAt: new Date(Number(BigInt(row.started_ns) / 1_000_000n)).toISOString(),
    startedNs: row.started_ns,
    billed,
    now: row.is_there ? now : null,
    differenceUsd: row.difference_text,
    reason: row.is_other ? row.reason : null,
  }
}

function keyOf(text: string): string | null {
  return text === '' ? null : text
}
