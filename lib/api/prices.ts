import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { PriceTable } from '#lib/domain/price.ts'
import { PriceEffect, PricePage, PriceVersions, SavedPrices, type PriceTableChange } from '#lib/domain/price-page.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson, sendJson } from './http.ts'

export const priceQueries = {
  all: (project: string) => ['prices', project] as const,

  page: (project: string) =>
    queryOptions({
      queryKey: [...priceQueries.all(project), 'page'],
      queryFn: ({ signal }) => getJson(apiPaths.prices(project), PricePage, signal),
    }),

  versions: (project: string) =>
    queryOptions({
      queryKey: [...priceQueries.all(project), 'versions'],
      queryFn: ({ signal }) => getJson(apiPaths.priceVersions(project), PriceVersions, signal),
    }),

  version: (project: string, version: number) =>
    queryOptions({
      queryKey: [...priceQueries.all(project), 'versions', version],
      queryFn: ({ signal }) => getJson(apiPaths.priceVersion(project, version), SavedPrices, signal),
      staleTime: Number.POSITIVE_INFINITY,
    }),

  /** What a table would change. */
  effect: (project: string, table: PriceTable) =>
    queryOptions({
      queryKey: [...priceQueries.all(project), 'effect', table],
      queryFn: () => sendJson({ method: 'POST', url: apiPaths.priceEffect(project), body: { table } }, PriceEffect),
      retry: false,
      // Runs come in all the time.
      gcTime: 0,
    }),
}

export const priceSaving = (project: string) =>
  mutationOptions({
    mutationFn: (body: PriceTableChange) =>
      sendJson({ method: 'PUT', url: apiPaths.prices(project), body }, SavedPrices),
    onSettled: (_saved, _error, _sent, _before, { client }) =>
      client.invalidateQueries({ queryKey: priceQueries.all(project) }),
  })
