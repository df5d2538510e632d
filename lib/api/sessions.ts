import { infiniteQueryOptions } from '@tanstack/react-query'
import { SessionList } from '#lib/domain/run.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson } from './http.ts'

export type SessionFilter = { from?: string; to?: string; q?: string }

export const sessionQueries = {
  list: (project: string, filter: SessionFilter) =>
    infiniteQueryOptions({
      queryKey: ['sessions', project, 'list', filter],
      queryFn: ({ pageParam, signal }) => fetchSessionPage(project, filter, pageParam, signal),
      initialPageParam: firstPage,
      getNextPageParam: (page) => page.nextCursor,
    }),
}

const pageSize = 50
const firstPage: string | null = null

function fetchSessionPage(project: string, filter: SessionFilter, cursor: string | null, signal: AbortSignal) {
  return getJson(apiPaths.sessions(project, { ...filter, limit: pageSize, cursor }), SessionList, signal)
}
