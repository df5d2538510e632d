import type { Database } from '#clickhouse/client.ts'
import type { RunInsert } from '#clickhouse/tables/runs.ts'

/** Stores rows as it was done before there were shares of costs. */
export function insertOlderRuns(db: Database, rows: readonly RunInsert[]): Promise<void> {
  return db.insert(
    'runs',
    rows.map(({ cost_shares: _shares, cost_digest: _digest, ...row }) => row),
  )
}
