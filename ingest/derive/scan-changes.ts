import type { Database } from '#clickhouse/client.ts'
import { changedGroups, type ChangeWindow } from '#clickhouse/queries/changes/changed-groups.ts'
import { cliDialects } from '#lib/domain/cli-dialect.ts'
import type { Change } from './seen-changes.ts'

/** What was written in the window, one entry for each group and write. */
export function scanChanges(db: Database, window: ChangeWindow): Promise<Change[]> {
  return changedGroups(db, { ...window, cliDialects: [...cliDialects] }, (row) => ({
    source: row.source,
    project: row.project,
    traceId: row.trace_id,
    dialect: row.change_dialect,
    session: row.change_session,
    writtenAtMs: row.written_ms,
    count: row.changed,
  }))
}
