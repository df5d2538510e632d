import type { Scope } from '#lib/domain/access/scope.ts'
import type { RunSort } from '#lib/domain/filter.ts'
import type { Database } from '../../client.ts'
import type { ResolvedRunFilter } from '../../sql/filters.ts'
import type { PageCursor, SortOrder } from '../../sql/run-sort.ts'
import { runKeysOf } from '../../sql/run-keys.ts'
import type { RunRow } from '../../tables/runs.ts'
import { filterWindows } from './filter-windows.ts'
import { findTerms, isRare } from './find-terms.ts'
import { lookThrough } from './look-through.ts'
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

/**
 * Stored versions that are read beyond a page, as some of them will prove replaced: often among the newest runs, seldom
 * elsewhere, where each of them lies in a place of its own.
 */
const spare = { newest: 16, scattered: 4 }

/** One page of the runs list. By time it is found in ever larger windows, as a page needs a few rows of a million. */
export async function listRuns(db: Database, scope: Scope, asked: ListRunsParams): Promise<ListedRun[]> {
  const filter = await findTerms(db, scope, asked.filter)
  const { sort, order, after, limit } = asked
  if (sort !== 'startedAt' || filter.sessionIs !== undefined || isRare(filter))
    return listWindow(db, scope, { ...asked, filter })
  const windows = await filterWindows(db, scope, { filter, order, after })
  const { rows } = await lookThrough(windows, limit, (within, found) =>
    listWindow(db, scope, { ...asked, filter: within, limit: limit - found }),
  )
  return rows
}

async function listWindow(db: Database, scope: Scope, params: ListRunsParams): Promise<ListedRun[]> {
  const found: ListedRun[] = []
  const limit = params.limit + (params.sort === 'startedAt' ? spare.newest : spare.scattered)
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
  const rows = await newestRuns(db, scope, runKeysOf(candidates))
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
