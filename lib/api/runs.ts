import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import type { RunListQuery } from '#lib/domain/filter.ts'
import { RunMetrics } from '#lib/domain/metrics.ts'
import { Run, RunList, RunSpans, SpanDetail } from '#lib/domain/run.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson } from './http.ts'
import { withHeadPage } from './with-head-page.ts'

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

  /** The first page, asked for again and again: what it brings goes into the list's pages. */
  poll: (project: string, filter: RunListFilter) =>
    queryOptions({
      queryKey: [...runQueries.all(project), 'poll', filter],
      queryFn: async ({ client, signal }) => {
        const head = await fetchRunPage(project, filter, firstPage, signal)
        const { queryKey } = runQueries.list(project, filter)
        const loaded = client.getQueryData(queryKey)
        if (!loaded) return head.items.length
        const pages = withHeadPage(loaded.pages, head)
        if (pages === null) await client.invalidateQueries({ queryKey })
        else client.setQueryData(queryKey, { pages, pageParams: loaded.pageParams.slice(0, pages.length) })
        return head.items.length
      },
    }),

  /** The values that one filter can take, the most frequent first. */
  values: (project: string, field: string, filter: RunListFilter, contains: string) =>
    queryOptions({
      queryKey: [...runQueries.all(project), 'values', field, filter, contains],
      queryFn: ({ signal }) => {
        const { sort: _sort, order: _order, ...others } = filter
        return getJson(apiPaths.runValues(project, { ...others, field, contains }), RunValues, signal)
      },
    }),

  /** Runs over time; a change of the filter shows the former answer until the new one is here. */
  metrics: (project: string, filter: RunListFilter) => {
    const { sort: _sort, order: _order, ...others } = filter
    return queryOptions({
      queryKey: [...runQueries.all(project), 'metrics', others],
      queryFn: ({ signal }) => getJson(apiPaths.runMetrics(project, others), RunMetrics, signal),
      placeholderData: (former, query) => (query?.queryKey[1] === project ? former : undefined),
    })
  },

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

const RunValues = z.object({ items: z.array(z.object({ value: z.string(), runs: z.number() })) })

const firstPage: string | null = null

function fetchRunPage(project: string, filter: RunListFilter, cursor: string | null, signal: AbortSignal) {
  return getJson(apiPaths.runs(project, { ...filter, limit: runPageSize, cursor }), RunList, signal)
}
