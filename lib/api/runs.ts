import { hashKey, infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { CostExplanation } from '#lib/domain/cost.ts'
import { RunFacets } from '#lib/domain/facets.ts'
import type { RunListQuery } from '#lib/domain/filter.ts'
import { RunMetrics } from '#lib/domain/metrics.ts'
import { RunNeighbours } from '#lib/domain/run-neighbours.ts'
import { RunLogs } from '#lib/domain/run-logs.ts'
import { RunSearch, type RunSearchQuery } from '#lib/domain/run-search.ts'
import { RunSnippets } from '#lib/domain/run-snippets.ts'
import { RunSpansInColumns } from '#lib/domain/run-columns.ts'
import { Run, RunList, SpanDetail } from '#lib/domain/run.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson, pollJson } from './http.ts'
import { pagesInView, type RowsInView } from './pages-in-view.ts'
import { withFreshPage } from './with-fresh-page.ts'

/** What a list asks for; the page size and cursor are added per request. */
export type RunListFilter = Partial<Omit<RunListQuery, 'cursor' | 'limit'>>

export const runPageSize = 50
/** Pages after the first: fewer of them while one scrolls. */
const nextPageSize = 100

/** Server state of runs; the key's root is `runs`, then the project. */
export const runQueries = {
  all: (project: string) => ['runs', project] as const,

  list: (project: string, filter: RunListFilter) =>
    infiniteQueryOptions({
      queryKey: [...runQueries.all(project), 'list', filter],
      queryFn: ({ pageParam, signal }) => getJson(runPagePath(project, filter, pageParam), RunList, signal),
      initialPageParam: firstPage,
      getNextPageParam: (page) => page.nextCursor,
    }),

  /** The first page and those in view, asked for again and again: what they bring goes into the list's pages. */
  poll: (project: string, filter: RunListFilter, inView: () => RowsInView) =>
    queryOptions({
      queryKey: [...runQueries.all(project), 'poll', filter],
      queryFn: async ({ client, signal }) => {
        const { queryKey } = runQueries.list(project, filter)
        const refresh = async (index: number) => {
          const cursor = client.getQueryData(queryKey)?.pageParams[index]
          if (typeof cursor !== 'string' && cursor !== null) return
          const fresh = await pollJson(runPagePath(project, filter, cursor), RunList, signal)
          const loaded = client.getQueryData(queryKey)
          // Loaded anew meanwhile: what came belongs to other pages.
          if (loaded === undefined || loaded.pageParams[index] !== cursor) return
          const pages = withFreshPage(loaded.pages, index, fresh)
          if (pages === null) await client.invalidateQueries({ queryKey })
          else client.setQueryData(queryKey, { pages, pageParams: loaded.pageParams.slice(0, pages.length) })
        }
        await refresh(0)
        for (const index of pagesInView(client.getQueryData(queryKey)?.pages ?? [], inView())) await refresh(index)
        return client.getQueryData(queryKey)?.pages.length ?? 0
      },
      // The next poll is the next try: until it succeeds the list says since when it is not fresh.
      retry: false,
    }),

  /** The newest few runs that contain a text. */
  matching: (project: string, text: string) =>
    queryOptions({
      queryKey: [...runQueries.all(project), 'matching', text],
      queryFn: ({ signal }) => getJson(apiPaths.runs(project, { q: text, limit: searchSize }), RunList, signal),
      staleTime: searchStaleMs,
    }),

  /** The words around what was searched for, of the runs of a page; while a new run comes in, the former answer stays. */
  snippets: (project: string, q: string, runIds: readonly string[]) => {
    const place = [...runQueries.all(project), 'snippets', q]
    return queryOptions({
      queryKey: [...place, runIds],
      queryFn: ({ signal }) => getJson(apiPaths.runSnippets(project, { q, runId: runIds }), RunSnippets, signal),
      staleTime: Number.POSITIVE_INFINITY,
      placeholderData: (former, asked) =>
        asked !== undefined && hashKey(asked.queryKey.slice(0, -1)) === hashKey(place) ? former : undefined,
    })
  },

  /** The runs before and after one in a list. */
  neighbours: (project: string, runId: string, filter: RunListFilter) =>
    queryOptions({
      queryKey: [...runQueries.all(project), 'detail', runId, 'neighbours', filter],
      queryFn: ({ signal }) => getJson(apiPaths.runNeighbours(project, runId, filter), RunNeighbours, signal),
    }),

  /** The values that one filter can take, the most frequent first. */
  values: (project: string, field: string, filter: RunListFilter, contains: string) =>
    queryOptions({
      queryKey: [...runQueries.all(project), 'values', field, filter, contains],
      queryFn: ({ signal }) => {
        const { sort: _sort, order: _order, ...others } = filter
        return getJson(apiPaths.runFacets(project, { ...others, field, contains }), RunFacets, signal)
      },
    }),

  /** The values of all filters in one answer; a change of the filter shows the former one until the new one is here. */
  facets: (project: string, filter: RunListFilter) => {
    const { sort: _sort, order: _order, ...others } = filter
    return queryOptions({
      queryKey: [...runQueries.all(project), 'facets', others],
      queryFn: ({ signal }) => getJson(apiPaths.runFacets(project, { ...others, limit: 20 }), RunFacets, signal),
      placeholderData: (former, query) => (query?.queryKey[1] === project ? former : undefined),
    })
  },

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
      queryFn: ({ signal }) => getJson(apiPaths.runSpanColumns(project, runId), RunSpansInColumns, signal),
      // Comparing every field of 10,000 nodes would tell no more than the version does.
      structuralSharing: (known, read) => (sameSpans(known, read) ? known : read),
    }),

  span: (project: string, runId: string, spanId: string) =>
    queryOptions({
      queryKey: [...runQueries.all(project), 'detail', runId, 'spans', spanId],
      queryFn: ({ signal }) => getJson(apiPaths.runSpan(project, runId, spanId), SpanDetail, signal),
    }),

  /** How the cost of a call came about. */
  spanCost: (project: string, runId: string, spanId: string) =>
    queryOptions({
      queryKey: [...runQueries.all(project), 'detail', runId, 'spans', spanId, 'cost'],
      queryFn: ({ signal }) => getJson(apiPaths.spanCost(project, runId, spanId), CostExplanation, signal),
      staleTime: explanationStaleMs,
    }),

  /** What the run's version at hand says; while a newer one is searched, the former answer stays. */
  search: (project: string, runId: string, version: number, query: RunSearchQuery) => {
    const place = [...runQueries.all(project), 'detail', runId, 'search', query]
    return queryOptions({
      queryKey: [...place, version],
      queryFn: ({ signal }) => getJson(apiPaths.runSearch(project, runId, query), RunSearch, signal),
      placeholderData: (former, asked) =>
        asked !== undefined && hashKey(asked.queryKey.slice(0, -1)) === hashKey(place) ? former : undefined,
    })
  },

  logs: (project: string, runId: string) =>
    queryOptions({
      queryKey: [...runQueries.all(project), 'detail', runId, 'logs'],
      queryFn: ({ signal }) => getJson(apiPaths.runLogs(project, runId), RunLogs, signal),
    }),
}

const searchSize = 5
const searchStaleMs = 30_000
/** It changes with the prices of its run only. */
const explanationStaleMs = 10_000
const firstPage: string | null = null

function runPagePath(project: string, filter: RunListFilter, cursor: string | null): string {
  const limit = cursor === null ? runPageSize : nextPageSize
  return apiPaths.runs(project, { ...filter, limit, cursor })
}

const Versioned = z.object({ runId: z.string(), version: z.number() })

function sameSpans(known: unknown, read: unknown): boolean {
  const [a, b] = [Versioned.safeParse(known).data, Versioned.safeParse(read).data]
  return a !== undefined && a.runId === b?.runId && a.version === b.version
}
