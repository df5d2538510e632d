import type { AdjustmentReason } from '#lib/domain/adjustment.ts'
import type { FrozenNote } from '#lib/domain/frozen-statement.ts'
import { csvLine, type CsvCell } from './csv.ts'

type Row = {
  row: 'total' | 'tenant' | 'reason' | 'run'
  tenant?: string | null
  reason?: AdjustmentReason
  runId?: string
  startedAt?: string
  fromTenant?: string | null
  beforeUsd?: string | null
  afterUsd?: string | null
  runs: number
  costDifferenceUsd: string
  markupDifferenceUsd?: string
  totalDifferenceUsd?: string
  totalDifferenceInCurrency?: string | null
}

const text = (value: string | null | undefined): CsvCell => ({ text: value ?? null })
const number = (value: number | string | null | undefined): CsvCell => ({ number: value ?? null })

const columns: Record<string, (row: Row, note: FrozenNote['content']) => CsvCell> = {
  row: ({ row }) => text(row),
  statement: (_row, { statementId }) => text(statementId),
  version: (_row, { version }) => number(version),
  note: (_row, { note }) => number(note),
  tenant: ({ tenant }) => text(tenant),
  reason: ({ reason }) => text(reason),
  runId: ({ runId }) => text(runId),
  startedAt: ({ startedAt }) => text(startedAt),
  fromTenant: ({ fromTenant }) => text(fromTenant),
  runs: ({ runs }) => number(runs),
  beforeUsd: ({ beforeUsd }) => number(beforeUsd),
  afterUsd: ({ afterUsd }) => number(afterUsd),
  costDifferenceUsd: ({ costDifferenceUsd }) => number(costDifferenceUsd),
  markupDifferenceUsd: ({ markupDifferenceUsd }) => number(markupDifferenceUsd),
  totalDifferenceUsd: ({ totalDifferenceUsd }) => number(totalDifferenceUsd),
  currency: (row, { currency }) => text(isConverted(row) ? currency?.code : null),
  usdRate: (row, { currency }) => number(isConverted(row) ? currency?.usdRate : null),
  totalDifferenceInCurrency: ({ totalDifferenceInCurrency }) => number(totalDifferenceInCurrency),
}

/** A note as CSV: the total, each tenant with its reasons, then the runs. */
export function* adjustmentCsv(note: FrozenNote): Generator<string> {
  yield csvLine(Object.keys(columns).map((name) => ({ text: name })))
  for (const row of rowsOf(note)) yield csvLine(Object.values(columns).map((of) => of(row, note.content)))
}

function* rowsOf({ content, items }: FrozenNote): Generator<Row> {
  const { tenants, ...total } = content.adjustments
  yield { row: 'total', ...total }
  for (const { reasons, ...tenant } of tenants) {
    yield { row: 'tenant', ...tenant }
    for (const reason of reasons) yield { row: 'reason', tenant: tenant.tenant, ...reason }
  }
  for (const { runId, startedAt, reason, before, after, differenceUsd } of items) {
    const ofRun = { runId, startedAt, reason, runs: 1, costDifferenceUsd: differenceUsd }
    const amounts = { beforeUsd: before?.costUsd ?? null, afterUsd: after?.costUsd ?? null }
    const fromTenant = reason === 'moved' ? (before?.tenant ?? null) : null
    yield { row: 'run', tenant: (after ?? before)?.tenant ?? null, fromTenant, ...ofRun, ...amounts }
  }
}

function isConverted({ totalDifferenceInCurrency }: Row): boolean {
  return totalDifferenceInCurrency !== undefined && totalDifferenceInCurrency !== null
}
