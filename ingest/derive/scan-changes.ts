import type { Database } from '#clickhouse/client.ts'
import { changeParams, changeSources, type ChangeWindow } from '#clickhouse/queries/changes/changed-groups.ts'
import type { Change } from './seen-changes.ts'

/** What every source wrote in the window, one entry for each group and write. */
export async function scanChanges(db: Database, window: ChangeWindow): Promise<Change[]> {
  const params = changeParams(window)
  const found = await Promise.all(
    changeSources.map(async ({ source, changed }) => {
      const rows = await changed(db, params)
      return rows.map((row) => ({
        source,
        project: row.project,
        traceId: row.trace_id,
        dialect: row.change_dialect,
        session: row.change_session,
        writtenAtMs: row.written_ms,
        count: row.changed,
      }))
    }),
  )
  return found.flat()
}
