import type { Database } from '#clickhouse/client.ts'
import { quietRuns } from '#clickhouse/queries/runs/quiet-runs.ts'
import { isCliDialect } from '#lib/domain/cli-dialect.ts'
import type { Seed } from './group-queue.ts'

/** A run counts as running for ten minutes after its last record. */
const quietMs = 600_000
const recentSeconds = 172_800

/** Groups whose runs say `running` and are not any more. `everything` looks beyond the last two days. */
export async function findQuietGroups(db: Database, nowMs: number, everything: boolean): Promise<Seed[]> {
  const rows = await quietRuns(db, {
    quietBeforeNs: (BigInt(nowMs - quietMs) * 1_000_000n).toString(),
    sinceSeconds: everything ? 0 : Math.floor(nowMs / 1000) - recentSeconds,
  })
  return rows.flatMap(({ project, trace_ids, session_id, dialects }) => {
    const dialect = session_id === '' ? undefined : dialects.find(isCliDialect)
    const traces = trace_ids.map((traceId) => ({ project, traceId, dialect: '', session: '' }))
    return dialect === undefined ? traces.slice(0, 1) : [{ project, traceId: '', dialect, session: session_id }]
  })
}
