import { z } from 'zod'
import { Derivation, DerivationInput, RepricingState } from '#lib/domain/derivation.ts'
import {
  PriceEffect,
  PricePage,
  PriceTableChange,
  PriceTrial,
  PriceVersions,
  SavedPrices,
} from '#lib/domain/price-page.ts'
import { type Endpoint, noQuery, ofProject } from './endpoint.ts'

const ofVersion = ofProject.extend({
  version: z
    .string()
    .regex(/^[1-9]\d{0,9}$/, 'a whole number')
    .describe('Version of the table of prices.'),
})

/** What calls cost: the project's own prices, what they change, and pricing stored runs anew. */
export const priceEndpoints = {
  getPrices: {
    access: 'price:read',
    path: '/api/v1/projects/{project}/prices',
    summary:
      'The project’s prices, and the models of the last 30 days with price, source and spend, unpriced ones first',
    params: ofProject,
    query: noQuery,
    response: PricePage,
  },
  savePrices: {
    access: 'price:write',
    method: 'PUT',
    path: '/api/v1/projects/{project}/prices',
    summary: 'Saves the whole table of prices for runs from now on; 409 when somebody else was faster',
    params: ofProject,
    query: noQuery,
    body: PriceTableChange,
    response: SavedPrices,
  },
  getPriceEffect: {
    access: 'price:write',
    method: 'POST',
    path: '/api/v1/projects/{project}/prices/effect',
    summary: 'What a table of prices would make of the last 30 days; saves nothing',
    params: ofProject,
    query: noQuery,
    body: PriceTrial,
    response: PriceEffect,
  },
  listPriceVersions: {
    access: 'price:read',
    path: '/api/v1/projects/{project}/prices/versions',
    summary: 'Who saved prices when and why, the newest 200',
    params: ofProject,
    query: noQuery,
    response: PriceVersions,
  },
  getPriceVersion: {
    access: 'price:read',
    path: '/api/v1/projects/{project}/prices/versions/{version}',
    summary: 'The table of prices as it was; saving it again restores it',
    params: ofVersion,
    query: noQuery,
    response: SavedPrices,
  },
  getRepricing: {
    access: 'price:read',
    path: '/api/v1/projects/{project}/prices/repricing',
    summary: 'How far pricing stored runs anew is; null where it was never ordered',
    params: ofProject,
    query: noQuery,
    response: RepricingState,
  },
  orderRepricing: {
    access: 'price:write',
    method: 'POST',
    path: '/api/v1/projects/{project}/prices/repricing',
    summary: 'Prices the runs of a period with the prices of today, in the background; 409 while that is being done',
    params: ofProject,
    query: noQuery,
    body: DerivationInput,
    response: Derivation,
  },
  cancelRepricing: {
    access: 'price:write',
    method: 'DELETE',
    path: '/api/v1/projects/{project}/prices/repricing',
    summary: 'Calls pricing anew off; what was priced stays so',
    params: ofProject,
    query: noQuery,
    response: Derivation,
  },
} as const satisfies Record<string, Endpoint>
