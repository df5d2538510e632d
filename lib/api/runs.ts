import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { RunListQuery } from '#lib/domain/filter.ts'
import { Run, RunList, RunSpans, SpanDetail } from '#lib/domain/run.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson } from './http.ts'

/** What a list asks for; the page size and cursor are added per request. */
export type RunListFilter = Partial<Omit<RunListQuery, 'cursor' | 'limit'>>

export const runPageSize = 50

/** Server state of runs; the key's root is `runs`, then the project. */
export const runQueries = {
  all: (project: string) => ['runs', project] as const,

  list: (project: string, filter: RunListFilter) =>
    infiniteQueryOptions({
      queryKey: [...runQueries.all(project), 'list', filter],
      queryFn: ({ pageParam, signal }) => fetchRunPage(project, filter, pageParam, signal),
      initialPageParam: firstPage,
      getNextPageParam: (page) => page.nextCursor,
    }),

  /** The first page by itself: polled for what is new, while the list keeps its pages. */
  head: (project: string, filter: RunListFilter) =>
    queryOptions({
      queryKey: [...runQueries.all(project), 'head', filter],
      queryFn: ({ signal }) => fetchRunPage(project, filter, firstPage, signal),
    }),

  detail: (project: string, runId: string) =>
    queryOptions({
      queryKey: [...runQueries.all(project), 'detail', runId],
      queryFn: ({ signal }) => getJson(apiPaths.run(project, runId), Run, signal),
    }),

  spans: (project: string, runId: string) =>
    queryOptions({
      queryKey: [...runQueries.all(project), 'detail', runId, 'spans'],
      queryFn: ({ signal }) => getJson(apiPaths.runSpans(project, runId), RunSpans, signal),
    }),

  span: (project: string, runId: string, spanId: string) =>
    queryOptions({
      queryKey: [...runQueries.all(project), 'detail', runId, 'spans', spanId],
      queryFn: ({ signal }) => getJson(apiPaths.runSpan(project, runId, spanId), SpanDetail, signal),
    }),
}

const firstPage: string | null = null

function fetchRunPage(project: string, filter: RunListFilter, cursor: string | null, signal: AbortSignal) {
  return getJson(apiPaths.runs(project, { ...filter, limit: runPageSize, cursor }), RunList, signal)
}
