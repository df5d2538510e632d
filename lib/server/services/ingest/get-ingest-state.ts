import { nextRecordOf } from '#clickhouse/queries/ingest/next-record-of.ts'
import { cursorLead, IngestBeat, ingestLead, listStates, WorkerCursor } from '#clickhouse/tables/worker-state.ts'
import type { IngestProblem, IngestProcess, IngestState, LostPart } from '#lib/domain/ingest-health.ts'
import type { ServiceContext } from '../context.ts'
import { listLostParts, type LostPartSince } from './list-lost-parts.ts'

/** Processes report every 10 to 15 s. Two reports in a row may be late on a busy machine. */
const silentMs = 45_000
/** Processes that were replaced long ago are no news. */
const rememberMs = 86_400_000
/** A worker saves where it stands every 10 s: what was written after that may be done. */
const saveSlackMs = 15_000
/** A worker that is further behind makes every figure old. */
const behindProblemMs = 30_000

export type StateRow = { name: string; value: string; version: number }
type Worker = { name: string; savedMs: number; cursor: WorkerCursor }

/** How the processes do now, and how far behind the runs of this project are. */
export async function getIngestState(ctx: ServiceContext): Promise<IngestState> {
  const { db, scope, nowMs } = ctx
  const rows = await listStates(db, { sinceMs: nowMs - rememberMs })
  const workers = workersOf(rows)
  const derivedMs = Math.min(...workers.map(({ cursor }) => cursor.writtenAtMs))
  const [next] = workers.length === 0 ? [] : await nextRecordOf(db, scope, { sinceMs: derivedMs })
  return judgeState(rows, next?.written_ms ?? null, nowMs, await listLostParts(db))
}

/** `nextMs`: when the first record after the slowest worker's cursor was written. */
export function judgeState(
  rows: readonly StateRow[],
  nextMs: number | null,
  nowMs: number,
  lost: readonly LostPartSince[] = [],
): IngestState {
  const workers = workersOf(rows)
  const processes = [...ingestProcesses(rows, nowMs), ...workers.map((worker) => processOf(worker, nowMs))]
  const waitingMs = nextMs === null ? 0 : Math.max(0, nowMs - nextMs)
  const behindMs = workers.length === 0 ? null : waitingMs > saveSlackMs ? waitingMs : 0
  const lastSeenMs = (process: IngestProcess['process']): number | null => awaySinceMs(processes, process)
  const since: Record<IngestProblem, number | null> = {
    ingest_away: lastSeenMs('ingest'),
    worker_away: lastSeenMs('worker'),
    data_lost: lostSinceMs(lost, 'lost'),
    runs_restoring: lostSinceMs(lost, 'restoring'),
    worker_behind: behindMs !== null && behindMs > behindProblemMs ? nextMs : null,
  }
  const gravest: IngestProblem[] = ['ingest_away', 'worker_away', 'data_lost', 'runs_restoring', 'worker_behind']
  const problems = gravest.filter((problem) => since[problem] !== null)
  const [first] = problems
  const sinceMs = first === undefined ? null : since[first]
  const sinceNs = sinceMs === null ? null : nsOf(sinceMs)
  const lostParts = lost.map(({ part }) => part)
  return { problems, sinceNs, behindMs, recent: recentOf(workers), processes, lostParts }
}

/** When the newest such part was written; null without any. */
function lostSinceMs(lost: readonly LostPartSince[], state: LostPart['state']): number | null {
  const times = lost.filter(({ part }) => part.state === state).map(({ sinceMs }) => sinceMs)
  return times.length === 0 ? null : Math.max(...times)
}

/**
 * When the last process of a sort was seen, if it is away: all replicas of ingest, or any shard of the worker, because
 * nobody takes over its runs. Null while all is well, and before one was ever seen.
 */
function awaySinceMs(processes: readonly IngestProcess[], process: IngestProcess['process']): number | null {
  const own = processes.filter((each) => each.process === process)
  const away = own.filter(({ state }) => state !== 'running')
  const isAway = process === 'ingest' ? away.length === own.length : away.length > 0
  if (!isAway || own.length === 0) return null
  const seenMs = away.map(({ lastSeenNs }) => Number(BigInt(lastSeenNs) / 1_000_000n))
  return process === 'ingest' ? Math.max(...seenMs) : Math.min(...seenMs)
}

function ingestProcesses(rows: readonly StateRow[], nowMs: number): IngestProcess[] {
  return rows
    .filter(({ name }) => name.startsWith(ingestLead))
    .map(({ name, value, version }) => {
      const { stopped } = IngestBeat.parse(JSON.parse(value))
      const state = stopped ? 'stopped' : nowMs - version > silentMs ? 'silent' : 'running'
      return { process: 'ingest', name: name.slice(ingestLead.length), state, lastSeenNs: nsOf(version) }
    })
}

/** The shards of the count that was used last: others ran before the work was divided anew. */
function workersOf(rows: readonly StateRow[]): Worker[] {
  const all = rows
    .filter(({ name }) => name.startsWith(cursorLead))
    .map(({ name, value, version }) => {
      const cursor = WorkerCursor.parse(JSON.parse(value))
      return { name: name.slice(cursorLead.length), savedMs: cursor.savedMs ?? version, version, cursor }
    })
  const newest = all.toSorted((a, b) => b.version - a.version)[0]
  return all.filter(({ name }) => newest !== undefined && countOf(name) === countOf(newest.name))
}

function countOf(shard: string): string {
  return shard.slice(shard.indexOf('/') + 1)
}

function processOf({ name, savedMs }: Worker, nowMs: number): IngestProcess {
  const state = nowMs - savedMs > silentMs ? 'silent' : 'running'
  return { process: 'worker', name, state, lastSeenNs: nsOf(savedMs) }
}

/** Of several shards the slowest. */
function recentOf(workers: readonly Worker[]): IngestState['recent'] {
  const recent = workers.flatMap(({ cursor }) => (cursor.recent === null ? [] : [cursor.recent]))
  if (recent.length === 0) return null
  return {
    runs: recent.reduce((sum, { groups }) => sum + groups, 0),
    late: recent.reduce((sum, { late }) => sum + late, 0),
    p95Ms: Math.max(...recent.map(({ p95Ms }) => p95Ms)),
  }
}

function nsOf(ms: number): string {
  return (BigInt(ms) * 1_000_000n).toString()
}
