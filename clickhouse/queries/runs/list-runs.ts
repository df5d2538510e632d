import type { Scope } from '#lib/domain/access/scope.ts'
import type { RunSort } from '#lib/domain/filter.ts'
import type { Database } from '../../client.ts'
import type { ResolvedRunFilter } from '../../sql/filters.ts'
import type { PageCursor, SortOrder } from '../../sql/run-sort.ts'
import type { RunRow } from '../../tables/runs.ts'
import { filterWindows } from './filter-windows.ts'
import { findTerms, isRare } from './find-terms.ts'
import { newestRuns } from './newest-runs.ts'
import { runCandidates, type RunCandidate } from './run-candidates.ts'

export type ListRunsParams = {
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
const windows = Array.from({ length: 8 }, (_, index) => firstWindow * windowGrowth ** index)
/** Each window of a search is a look into the index: few of them, and what is not found in these is rare. */
const textWindows = [4_000, 16_000, 64_000]

/** One page of the runs list. By time it is found in ever larger windows, as a page needs a few rows of a million. */
export async function listRuns(db: Database, scope: Scope, asked: ListRunsParams): Promise<ListedRun[]> {
  const params = { ...asked, filter: await findTerms(db, scope, asked.filter) }
  const found: ListedRun[] = []
  for (const filter of await windowsOf(db, scope, params)) {
    found.push(...(await listWindow(db, scope, { ...params, filter, limit: params.limit - found.length })))
    if (found.length >= params.limit) break
  }
  return found
}

async function listWindow(db: Database, scope: Scope, params: ListRunsParams): Promise<ListedRun[]> {
  const found: ListedRun[] = []
  const limit = params.limit + 16
  for (let after = params.after; ;) {
    const candidates = await runCandidates(db, scope, { ...params, after, limit })
    found.push(...(await confirmed(db, scope, candidates)))
    const last = candidates.at(-1)
    if (found.length >= params.limit || last === undefined || candidates.length < limit)
      return found.slice(0, params.limit)
    after = { value: last.sort_key, id: last.run_id }
  }
}

/** The candidates that are the newest version of their run, in the same order. */
async function confirmed(db: Database, scope: Scope, candidates: readonly RunCandidate[]): Promise<ListedRun[]> {
  if (candidates.length === 0) return []
  const rows = await newestRuns(db, scope, {
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

async function windowsOf(
  db: Database,
  scope: Scope,
  { sort, filter, ...params }: ListRunsParams,
): Promise<ResolvedRunFilter[]> {
  if (sort !== 'startedAt' || filter.sessionIs !== undefined || isRare(filter)) return [filter]
  return filterWindows(db, scope, { ...params, filter, sizes: filter.q === undefined ? windows : textWindows })
}
