import type { Scope } from '#lib/domain/access/scope.ts'
import type { SessionSort } from '#lib/domain/session.ts'
import type { Database } from '../../client.ts'
import type { ResolvedRunFilter } from '../../sql/filters.ts'
import type { PageCursor, SortOrder } from '../../sql/run-sort.ts'
import { sessionPlaces, type SessionPlace } from './session-places.ts'
import { sessionTotals, type SessionRow } from './session-totals.ts'

export type ListSessionsParams = {
  filter: ResolvedRunFilter
  sort: SessionSort
  order: SortOrder
  after: PageCursor | null
  limit: number
}

/** Stored versions that are read beyond a page, as some of them will prove replaced. */
const spare = 16
const secondsPerHour = 3600
/** With more hours than these the range between the first and the last is read. */
const mostHours = 5_000

/**
 * One page of the sessions of the matching runs; a session is summed over its runs that match. The page is found by
 * the sort's own columns, and all others are read of its few sessions, at the hours where their runs are.
 */
export async function listSessions(db: Database, scope: Scope, params: ListSessionsParams): Promise<SessionRow[]> {
  return (await quickPage(db, scope, params)) ?? mergedPage(db, scope, params)
}

async function mergedPage(db: Database, scope: Scope, params: ListSessionsParams): Promise<SessionRow[]> {
  return totalsOf(db, scope, params, await sessionPlaces(db, scope, { ...params, merged: true }))
}

/**
 * The newest sessions from rows as they are stored; null where that cannot tell. Replaced versions can only bring
 * the end of a session forward: whatever is not among the places ended before the last of them, so
 * that all sessions that truly end after it are known.
 */
async function quickPage(db: Database, scope: Scope, params: ListSessionsParams): Promise<SessionRow[] | null> {
  if (params.sort !== 'endedAt' || params.order !== 'desc' || params.after !== null) return null
  const limit = params.limit + spare
  const places = await sessionPlaces(db, scope, { ...params, merged: false, limit })
  const rows = await totalsOf(db, scope, params, places)
  const last = places.at(-1)
  if (places.length < limit || last === undefined) return rows.slice(0, params.limit)
  const certain = rows.filter(({ sort_key }) => BigInt(sort_key) > BigInt(last.sort_key))
  return certain.length < params.limit ? null : certain.slice(0, params.limit)
}

async function totalsOf(
  db: Database,
  scope: Scope,
  { filter, sort, order }: ListSessionsParams,
  places: readonly SessionPlace[],
): Promise<SessionRow[]> {
  if (places.length === 0) return []
  return sessionTotals(db, scope, {
    filter,
    sort,
    order,
    sessionIds: places.map(({ session_id }) => session_id),
    hours: hoursOf(places),
    fromSecond: Math.min(...places.map(({ first_second }) => first_second)),
    toSecond: Math.max(...places.map(({ last_second }) => last_second)),
  })
}

function hoursOf(places: readonly SessionPlace[]): number[] {
  const hours = new Set<number>()
  for (const { first_second, last_second } of places) {
    if ((last_second - first_second) / secondsPerHour + hours.size > mostHours) return []
    for (let hour = first_second; hour <= last_second; hour += secondsPerHour) hours.add(hour)
  }
  return [...hours]
}
