import type { OutcomeSumRow } from '#clickhouse/queries/ingest/outcome-sums.ts'
import type { KeyOutcomes, OutcomeCounts, OutcomeGroup, OutcomeTotals, SendingKey } from '#lib/domain/ingest-health.ts'
import type { OutcomeKind } from '#lib/domain/ingest-outcome.ts'
import type { ApiKey } from '#lib/domain/project.ts'

/** Finds the key of a row; what is known of it never includes the secret. */
export type KeyOf = (row: { project: string; key_id: string }) => SendingKey

export function keyFinder(keys: readonly ApiKey[]): KeyOf {
  const byId = new Map(keys.map((key) => [key.keyId, key]))
  return ({ project, key_id: keyId }) => {
    const key = byId.get(keyId)
    return {
      keyId: keyId === '' ? null : keyId,
      name: key?.name ?? null,
      prefix: key?.prefix ?? null,
      revoked: key !== undefined && key.revokedAt !== null,
      hasProject: project !== '',
    }
  }
}

export function totalsOf(rows: readonly OutcomeSumRow[]): OutcomeTotals {
  const of = (kind: OutcomeKind) => sumOf(rows.filter((row) => row.kind === kind))
  return {
    accepted: of('accepted'),
    refused: of('refused'),
    cut: of('cut'),
    notUnderstood: of('not_understood'),
  }
}

const kindOrder: readonly OutcomeKind[] = ['refused', 'not_understood', 'cut', 'accepted']

/** What needs somebody first, then by number. */
export function reasonsOf(rows: readonly OutcomeSumRow[]): OutcomeGroup[] {
  const groups = Map.groupBy(rows, ({ kind, reason }) => `${kind} ${reason}`)
  return [...groups.values()]
    .flatMap((own) => {
      const [first] = own
      if (first === undefined) return []
      const signals = [...new Set(own.map(({ signal }) => signal))].toSorted()
      const transports = [...new Set(own.map(({ transport }) => transport))].toSorted()
      const { kind, reason } = first
      return [{ kind, reason, signals, transports, ...sumOf(own), lastNs: lastNsOf(own) }]
    })
    .toSorted((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || weight(b) - weight(a))
}

export function keysOf(rows: readonly OutcomeSumRow[], keyOf: KeyOf): KeyOutcomes[] {
  const groups = Map.groupBy(rows, ({ project, key_id }) => `${project} ${key_id}`)
  return [...groups.values()]
    .flatMap((own) => {
      const [first] = own
      return first === undefined ? [] : [{ key: keyOf(first), ...totalsOf(own), lastNs: lastNsOf(own) }]
    })
    .toSorted((a, b) => weight(b.accepted) - weight(a.accepted) || weight(b.refused) - weight(a.refused))
}

function sumOf(rows: readonly OutcomeSumRow[]): OutcomeCounts {
  return {
    records: rows.reduce((sum, row) => sum + row.record_count, 0),
    requests: rows.reduce((sum, row) => sum + row.request_count, 0),
    bytes: rows.reduce((sum, row) => sum + row.byte_count, 0),
  }
}

/** Whole requests may be refused before their records are counted. */
function weight({ records, requests }: OutcomeCounts): number {
  return Math.max(records, requests)
}

function lastNsOf(rows: readonly OutcomeSumRow[]): string {
  const seconds = rows.reduce((last, row) => Math.max(last, row.last_seconds), 0)
  return (BigInt(seconds) * 1_000_000_000n).toString()
}
