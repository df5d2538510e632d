import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { PriceTable } from '#lib/domain/price.ts'
import { PriceEffect, PricePage, PriceVersions, SavedPrices, type PriceTableChange } from '#lib/domain/price-page.ts'
import { Repricing, RepricingState, type RepricingInput } from '#lib/domain/repricing.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson, pollJson, sendJson } from './http.ts'

/** While runs are priced anew, milliseconds. */
const progressMs = 1_000

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

  repricing: (project: string) =>
    queryOptions({
      queryKey: [...priceQueries.all(project), 'repricing'],
      queryFn: ({ signal }) => pollJson(apiPaths.repricing(project), RepricingState, signal),
      refetchInterval: ({ state }) => (isUnderWay(state.data?.repricing) ? progressMs : false),
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

export function isUnderWay(repricing: Repricing | null | undefined): boolean {
  return repricing?.state === 'waiting' || repricing?.state === 'running'
}

export const priceSaving = (project: string) =>
  mutationOptions({
    mutationFn: (body: PriceTableChange) =>
      sendJson({ method: 'PUT', url: apiPaths.prices(project), body }, SavedPrices),
    onSettled: (_saved, _error, _sent, _before, { client }) =>
      client.invalidateQueries({ queryKey: priceQueries.all(project) }),
  })

export const repricingOrder = (project: string) =>
  mutationOptions({
    mutationFn: (body: Omit<RepricingInput, 'reason'>) =>
      sendJson({ method: 'POST', url: apiPaths.repricing(project), body }, Repricing),
    onSettled: (_ordered, _error, _sent, _before, { client }) =>
      client.invalidateQueries({ queryKey: priceQueries.repricing(project).queryKey }),
  })

export const repricingCancel = (project: string) =>
  mutationOptions({
    mutationFn: () => sendJson({ method: 'DELETE', url: apiPaths.repricing(project), body: {} }, Repricing),
    onSettled: (_ordered, _error, _sent, _before, { client }) =>
      client.invalidateQueries({ queryKey: priceQueries.repricing(project).queryKey }),
  })
