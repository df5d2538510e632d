import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import {
  CacheCosts,
  CostReport,
  CostSeries,
  UntaggedCosts,
  type CostDimension,
  type WhatIfQuery,
} from '#lib/domain/costs.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import { RunList } from '#lib/domain/run.ts'
import { RunsExplanation } from '#lib/domain/runs-explanation.ts'
import { WhatIf } from '#lib/domain/what-if.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson } from './http.ts'

/** One or two, the outer one first. */
export type CostGrouping = readonly [CostDimension] | readonly [CostDimension, CostDimension]

export type CostSlots = { by?: CostDimension; timeZone: string; interval?: 'day' | 'hour' }

const dearestRuns = 10

/** The dearest groups alone, or as many as one answer may have. */
export type CostGroups = 'dearest' | 'all'
export const groupLimits = { dearest: {}, all: { limit: 500, within: 100 } } satisfies Record<CostGroups, object>

/** Costs of the runs that a filter finds; while another is asked for, the former answer stays. */
export const costQueries = {
  all: (project: string) => ['costs', project] as const,

  report: (project: string, filter: RunFilter, by: CostGrouping, groups: CostGroups) =>
    queryOptions({
      queryKey: [...costQueries.all(project), 'report', filter, by, groups],
      queryFn: ({ signal }) =>
        getJson(apiPaths.costs(project, { ...filter, by, ...groupLimits[groups] }), CostReport, signal),
      placeholderData: keepPreviousData,
    }),

  series: (project: string, filter: RunFilter, slots: CostSlots) =>
    queryOptions({
      queryKey: [...costQueries.all(project), 'series', filter, slots],
      queryFn: ({ signal }) => getJson(apiPaths.costSeries(project, { ...filter, ...slots }), CostSeries, signal),
      placeholderData: keepPreviousData,
    }),

  /** What a sum over runs is made of. */
  explanation: (project: string, filter: RunFilter) =>
    queryOptions({
      queryKey: [...costQueries.all(project), 'explanation', filter],
      queryFn: ({ signal }) => getJson(apiPaths.costExplanation(project, filter), RunsExplanation, signal),
    }),

  untagged: (project: string, filter: RunFilter) =>
    queryOptions({
      queryKey: [...costQueries.all(project), 'untagged', filter],
      queryFn: ({ signal }) => getJson(apiPaths.untaggedCosts(project, filter), UntaggedCosts, signal),
      placeholderData: keepPreviousData,
    }),

  cache: (project: string, filter: RunFilter) =>
    queryOptions({
      queryKey: [...costQueries.all(project), 'cache', filter],
      queryFn: ({ signal }) => getJson(apiPaths.cacheCosts(project, filter), CacheCosts, signal),
      placeholderData: keepPreviousData,
    }),

  whatIf: (project: string, filter: RunFilter, assumption: Partial<WhatIfQuery>) =>
    queryOptions({
      queryKey: [...costQueries.all(project), 'what-if', filter, assumption],
      queryFn: ({ signal }) => getJson(apiPaths.whatIf(project, { ...filter, ...assumption }), WhatIf, signal),
      placeholderData: keepPreviousData,
    }),

  dearest: (project: string, filter: RunFilter) =>
    queryOptions({
      queryKey: [...costQueries.all(project), 'dearest', filter],
      queryFn: ({ signal }) =>
        getJson(apiPaths.runs(project, { ...filter, sort: 'costUsd', limit: dearestRuns }), RunList, signal),
      placeholderData: keepPreviousData,
    }),
}
