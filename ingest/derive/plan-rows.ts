import { isDeepStrictEqual } from 'node:util'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { costColumnsOf } from '#clickhouse/tables/cost-columns.ts'
import { bucketOf, runInsert, runOf, runTombstone } from '#clickhouse/tables/run-row.ts'
import type { RunInsert, RunRow } from '#clickhouse/tables/runs.ts'
import type { Run } from '#lib/domain/run.ts'
import type { AssembledRun } from '#lib/run/types.ts'

const daySeconds = 86_400

/** A run as a group gives it, and what its cost is made of. */
export type DerivedRun = Pick<AssembledRun, 'run' | 'costShares'>

export type PlanInput = {
  /** What the group gives now. */
  runs: readonly DerivedRun[]
  /** Newest stored row of each (bucket, run id) that the group gave or gives; deleted ones included. */
  stored: readonly RunRow[]
  /** Milliseconds since the epoch. */
  nowMs: number
}

/**
 * The rows that make the stored runs of a group equal to what it gives: changed runs, and a tombstone
 * for every live row that is in another bucket or that the group no longer gives.
 */
export function planRows({ runs, stored, nowMs }: PlanInput): RunInsert[] {
  const rows: RunInsert[] = []
  const given = new Set(runs.map(({ run }) => run.runId))
  const storedOf = Map.groupBy(stored, ({ run_id }) => run_id)
  for (const each of runs) rows.push(...planRun(each, storedOf.get(each.run.runId) ?? [], nowMs))
  for (const [runId, versions] of storedOf) {
    if (given.has(runId)) continue
    const version = nextVersion(versions, nowMs)
    rows.push(...versions.filter(isLive).map((row) => runTombstone(row, version)))
  }
  return rows
}

function planRun({ run, costShares }: DerivedRun, stored: readonly RunRow[], nowMs: number): RunInsert[] {
  const live = stored.filter(isLive)
  const kept = live.find((row) => isBucketNear(bucketOf(row), run))
  const others = live.filter((row) => row !== kept)
  if (kept !== undefined && others.length === 0 && isSameRow(kept, run, costShares)) return []
  const version = nextVersion(stored, nowMs)
  const bucket = kept === undefined ? hourOf(run.startedAt) : bucketOf(kept)
  const tombstones = others.filter((row) => bucketOf(row) !== bucket).map((row) => runTombstone(row, version))
  return [runInsert({ ...run, version }, bucket, costShares), ...tombstones]
}

function isLive(row: RunRow): boolean {
  return row.is_deleted === 0
}

/** The bucket stays as it was while it is within a day of the start: time filters rely on that. */
function isBucketNear(bucket: number, run: Run): boolean {
  return Math.abs(bucket - hourOf(run.startedAt)) <= daySeconds
}

/** What tells most rows apart comes first: to compare whole runs is most of the work. */
function isSameRow(kept: RunRow, run: Run, costShares: DerivedRun['costShares']): boolean {
  if (kept.price_version !== run.priceVersion) return false
  return kept.cost_digest === costColumnsOf(costShares).cost_digest && isSameRun(runOf(kept), run)
}

function isSameRun(stored: Run, run: Run): boolean {
  return isDeepStrictEqual(stored, { ...run, version: stored.version, identitySources: { ...run.identitySources } })
}

function nextVersion(stored: readonly RunRow[], nowMs: number): number {
  return stored.reduce((version, row) => Math.max(version, row.version + 1), nowMs)
}
