import type { RunSort } from '#lib/domain/filter.ts'
import type { Database } from '../../client.ts'
import type { ResolvedRunFilter } from '../../sql/filters.ts'
import type { PageCursor, SortOrder } from '../../sql/run-sort.ts'
import type { RunRow } from '../../tables/runs.ts'
import { newestRuns } from './newest-runs.ts'
import { runCandidates, type RunCandidate } from './run-candidates.ts'
import { runWindows } from './run-windows.ts'

export type ListRunsParams = {
  project: string
  filter: ResolvedRunFilter
  sort: RunSort
  order: SortOrder
  after: PageCursor | null
  limit: number
}

/** A run with its sort key as the cursor takes it. */
export type ListedRun = RunRow & { sort_key: string }

/** Runs of the first window of a list by time; each further one holds so many times more. */
const firstWindow = 2_000
const windowGrowth = 16
/** Each window of a search is a look into the index: few of them, and what is not found in these is rare. */
const textWindows = [4_000, 64_000]
/** `bucket` is within a day of `started_at`, with an hour to spare. */
const bucketSlackSeconds = 90_000

/** One page of the runs list. By time it is found in ever larger windows, as a page needs a few rows of a million. */
export async function listRuns(db: Database, params: ListRunsParams): Promise<ListedRun[]> {
  const found: ListedRun[] = []
  for (const filter of await windowsOf(db, params)) {
    found.push(...(await listWindow(db, { ...params, filter, limit: params.limit - found.length })))
    if (found.length >= params.limit) break
  }
  return found
}

async function listWindow(db: Database, params: ListRunsParams): Promise<ListedRun[]> {
  const found: ListedRun[] = []
  const limit = params.limit + 16
  for (let after = params.after; ;) {
    const candidates = await runCandidates(db, { ...params, after, limit })
    found.push(...(await confirmed(db, params.project, candidates)))
    const last = candidates.at(-1)
    if (found.length >= params.limit || last === undefined || candidates.length < limit)
      return found.slice(0, params.limit)
    after = { value: last.sort_key, id: last.run_id }
  }
}

/** The candidates that are the newest version of their run, in the same order. */
async function confirmed(db: Database, project: string, candidates: readonly RunCandidate[]): Promise<ListedRun[]> {
  if (candidates.length === 0) return []
  const rows = await newestRuns(db, {
    project,
    buckets: [...new Set(candidates.map(({ bucket_hour }) => bucket_hour))],
    runIds: [...new Set(candidates.map(({ run_id }) => run_id))],
  })
  const newest = new Map(rows.map((row) => [`${row.bucket_hour} ${row.run_id}`, row]))
  return candidates.flatMap(({ bucket_hour, run_id, version, sort_key }) => {
    const key = `${bucket_hour} ${run_id}`
    const row = newest.get(key)
    if (row === undefined || row.version !== version || row.is_deleted !== 0) return []
    // The same version may be stored twice.
    newest.delete(key)
    return [{ ...row, sort_key }]
  })
}

/** The filter cut into windows of time, in the order of the list; the first is open towards its begin, the last towards its end. */
async function windowsOf(
  db: Database,
  { project, filter, sort, order, after }: ListRunsParams,
): Promise<ResolvedRunFilter[]> {
  if (sort !== 'startedAt' || filter.sessionIs !== undefined) return [filter]
  const from = order === 'asc' ? laterOf(filter.fromNs, after?.value) : filter.fromNs
  const to = order === 'desc' ? earlierOf(filter.toNs, after?.value) : filter.toNs
  const windows = await runWindows(db, {
    project,
    order,
    fromSeconds: from === undefined ? 0 : Math.min(maxSeconds, Math.max(0, secondsOf(from) - bucketSlackSeconds)),
    toSeconds: to === undefined ? maxSeconds : Math.min(maxSeconds, secondsOf(to) + bucketSlackSeconds),
    sizes:
      filter.q === undefined
        ? Array.from({ length: 8 }, (_, index) => firstWindow * windowGrowth ** index)
        : textWindows,
  })
  const edges = windows.slice(0, -1).map(({ first_second, last_second }) => {
    const seconds = order === 'desc' ? first_second : last_second + 3600
    return (BigInt(seconds) * 1_000_000_000n).toString()
  })
  return [null, ...edges].map((edge, index) => {
    const next = edges[index] ?? null
    const [low, high] = order === 'desc' ? [next, edge] : [edge, next]
    return { ...filter, ...between(laterOf(filter.fromNs, low), earlierOf(filter.toNs, high)) }
  })
}

/** What 32 bits can say. */
const maxSeconds = 4_294_967_295

function secondsOf(nanos: string): number {
  return Number(BigInt(nanos) / 1_000_000_000n)
}

function between(fromNs: string | undefined, toNs: string | undefined): { fromNs?: string; toNs?: string } {
  return { ...(fromNs === undefined ? {} : { fromNs }), ...(toNs === undefined ? {} : { toNs }) }
}

function laterOf(a: string | undefined, b: string | null | undefined): string | undefined {
  if (a === undefined || b === undefined || b === null) return a ?? b ?? undefined
  return BigInt(a) > BigInt(b) ? a : b
}

function earlierOf(a: string | undefined, b: string | null | undefined): string | undefined {
  if (a === undefined || b === undefined || b === null) return a ?? b ?? undefined
  return BigInt(a) < BigInt(b) ? a : b
}
