import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import type { RunFilter } from '#lib/domain/filter.ts'
import { Session, SessionList } from '#lib/domain/run.ts'
import { SessionTurns, type SessionSort } from '#lib/domain/session.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson } from './http.ts'

export type SessionFilter = RunFilter & { sort?: SessionSort; order?: 'asc' | 'desc' }

export const sessionQueries = {
  list: (project: string, filter: SessionFilter) =>
    infiniteQueryOptions({
      queryKey: ['sessions', project, 'list', filter],
      queryFn: ({ pageParam, signal }) => fetchSessionPage(project, filter, pageParam, signal),
      initialPageParam: firstPage,
      getNextPageParam: (page) => page.nextCursor,
    }),

  /** The figures of one session. */
  summary: (project: string, session: string) =>
    queryOptions({
      queryKey: ['sessions', project, 'summary', session],
      queryFn: ({ signal }) => getJson(`${apiPaths.session(project, session)}?limit=0`, SessionSummary, signal),
    }),

  /** Its runs in the order in which they began, with what was asked and answered. */
  turns: (project: string, session: string) =>
    infiniteQueryOptions({
      queryKey: ['sessions', project, 'turns', session],
      queryFn: ({ pageParam, signal }) =>
        getJson(apiPaths.sessionTurns(project, session, { cursor: pageParam }), SessionTurns, signal),
      initialPageParam: firstPage,
      getNextPageParam: (page) => page.nextCursor,
    }),
}

const SessionSummary = z.object({ session: Session })
const pageSize = 50
const firstPage: string | null = null

function fetchSessionPage(project: string, filter: SessionFilter, cursor: string | null, signal: AbortSignal) {
  return getJson(apiPaths.sessions(project, { ...filter, limit: pageSize, cursor }), SessionList, signal)
}
