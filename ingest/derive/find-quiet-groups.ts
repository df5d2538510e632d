import type { Database } from '#clickhouse/client.ts'
import { quietRuns } from '#clickhouse/queries/runs/quiet-runs.ts'
import type { Seed } from './group-queue.ts'
import { seedsOfRun } from './seeds-of-run.ts'

/** A run counts as running for ten minutes after its last record. */
const quietMs = 600_000
const recentSeconds = 172_800

/** Groups whose runs say `running` and are not any more. `everything` looks beyond the last two days. */
export async function findQuietGroups(db: Database, nowMs: number, everything: boolean): Promise<Seed[]> {
  const rows = await quietRuns(db, {
    quietBeforeNs: (BigInt(nowMs - quietMs) * 1_000_000n).toString(),
    sinceSeconds: everything ? 0 : Math.floor(nowMs / 1000) - recentSeconds,
  })
  return rows.flatMap((row) => seedsOfRun(row.project, row))
}
