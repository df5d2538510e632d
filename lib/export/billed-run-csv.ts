import type { BilledRun } from '#lib/domain/billed-run.ts'
import { csvLine, type CsvCell } from './csv.ts'

type Of = { statementId: string; version: number }

const text = (value: string | null | undefined): CsvCell => ({ text: value ?? null })
const number = (value: number | string | null | undefined): CsvCell => ({ number: value ?? null })

const columns: Record<string, (run: BilledRun, of: Of) => CsvCell> = {
  statement: (_run, { statementId }) => text(statementId),
  version: (_run, { version }) => number(version),
  runId: ({ runId }) => text(runId),
  startedAt: ({ startedAt }) => text(startedAt),
  startedNs: ({ startedNs }) => number(startedNs),
  tenant: ({ billed }) => text(billed.tenant),
  billedUsd: ({ billed }) => number(billed.costUsd),
  priceVersion: ({ billed }) => text(billed.priceVersion),
  reason: ({ reason }) => text(reason),
  tenantNow: ({ now }) => text(now?.tenant),
  nowUsd: ({ now }) => number(now?.costUsd),
  priceVersionNow: ({ now }) => text(now?.priceVersion),
  differenceUsd: ({ differenceUsd }) => number(differenceUsd),
}

export const billedRunCsvHeader = csvLine(Object.keys(columns).map((name) => ({ text: name })))

/** A run as it was billed, and what it is now; empty is unknown, or gone. */
export function billedRunCsvLine(of: Of, run: BilledRun): string {
  return csvLine(Object.values(columns).map((cell) => cell(run, of)))
}
