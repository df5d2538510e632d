import { infiniteQueryOptions } from '@tanstack/react-query'
import { HistoryPage } from '#lib/domain/history.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson } from './http.ts'

/** Null is everything. */
export type HistoryFilter = { kind: string | null; actor: string | null }

export const historyQueries = {
  list: (project: string, filter: HistoryFilter) =>
    infiniteQueryOptions({
      queryKey: ['history', project, filter],
      queryFn: ({ pageParam, signal }) =>
        getJson(apiPaths.history(project, { ...filter, cursor: pageParam }), HistoryPage, signal),
      initialPageParam: firstPage,
      getNextPageParam: (page) => page.nextCursor,
    }),
}

const firstPage: string | null = null
