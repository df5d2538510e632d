import type { Database } from '#clickhouse/client.ts'
import { mismatchedTraces, writtenProjects, writtenSessions } from '#clickhouse/queries/changes/mismatched-traces.ts'
import { cliDialects } from '#lib/domain/cli-dialect.ts'
import type { Seed } from './group-queue.ts'

/** The last hour and a little more, without what may still be on its way. */
const windowMs = 3_900_000
const settleMs = 120_000

/**
 * Groups whose run rows do not agree with their spans: the safety net below the change scan.
 * Sessions of coding CLIs leave records out of their runs, so those are simply assembled again.
 */
export async function findMismatches(db: Database, nowMs: number): Promise<Seed[]> {
  const window = { sinceMs: nowMs - windowMs, untilMs: nowMs - settleMs }
  const scope = { ...window, cliDialects: [...cliDialects] }
  const seeds: Seed[] = []
  for (const { project, first_hour, last_hour } of await writtenProjects(db, window)) {
    const traces = await mismatchedTraces(db, { ...scope, project, firstHour: first_hour, lastHour: last_hour })
    for (const { trace_id } of traces) seeds.push({ project, traceId: trace_id, dialect: '', session: '' })
  }
  for (const { project, dialect, session_id } of await writtenSessions(db, scope)) {
    seeds.push({ project, traceId: '', dialect, session: session_id })
  }
  return seeds
}
