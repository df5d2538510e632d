import { calcPrice, findProvider } from '@pydantic/genai-prices'
import { catalogueProviders, isSelfHosted } from './catalogue-provider.ts'
import type { CallCost, PriceableCall, PriceBook } from './price-book.ts'
import { priceUsage } from './price-usage.ts'
import type { UnitPrices } from './price-usage.ts'

/** Version of the bundled catalogue; a test compares it with the installed package. */
export const catalogueVersion = '0.1.8'

/** Emitters' names of the tier that the list prices are for. */
const standardTiers = new Set(['', 'default', 'standard', 'auto', 'on_demand', 'standard_only'])

type Offer = { prices: UnitPrices; dated: boolean }

/** Model names come from outside, so the memory for them is bounded. */
const memoryLimit = 4_000
const undatedOffers = new Map<string, Offer>()

/**
 * List prices of the bundled catalogue, valid at the call's time. Only unit prices are taken from it:
 * its own arithmetic is in floats. Synchronous, and never fetches anything.
 */
export const genaiPriceBook: PriceBook = {
  version: `genai-prices@${catalogueVersion}`,
  priceCall,
}

function priceCall(call: PriceableCall): CallCost {
  if (isSelfHosted(call.provider)) return { costUsd: null, status: 'unpriced', reason: `self_hosted:${call.provider}` }
  const prices = findPrices(call)
  if (prices === null) return { costUsd: null, status: 'unpriced', reason: unknownModel(call) }
  const cost = priceUsage(call.usage, prices)
  if (cost.costUsd === null || standardTiers.has(call.serviceTier.toLowerCase())) return cost
  const reason = `service_tier_not_covered:${call.serviceTier}`
  return { ...cost, status: 'partial', reason: cost.reason === null ? reason : `${reason}; ${cost.reason}` }
}

function unknownModel({ provider, model, requestedModel }: PriceableCall): string {
  const name = model || requestedModel
  return name === '' ? 'model_unknown' : `no_price_listed:${provider === '' ? 'unknown provider' : provider}/${name}`
}

function findPrices(call: PriceableCall): UnitPrices | null {
  const key = `${call.provider}\n${call.model}\n${call.requestedModel}`
  const remembered = undatedOffers.get(key)
  if (remembered !== undefined) return remembered.prices
  const offer = findOffer(call)
  if (offer !== null && !offer.dated) {
    if (undatedOffers.size >= memoryLimit) undatedOffers.clear()
    undatedOffers.set(key, offer)
  }
  return offer?.prices ?? null
}

function findOffer(call: PriceableCall): Offer | null {
  const timestamp = new Date(Number(call.startNs / 1_000_000n))
  for (const model of new Set([call.model, call.requestedModel])) {
    for (const [providerId, name] of readings(call.provider, model)) {
      const offer = lookUp(providerId, name, timestamp)
      if (offer !== null) return offer
    }
  }
  return null
}

/** Provider and model as reported, then the vendor prefix read as provider, then the model name alone. */
function* readings(provider: string, model: string): Generator<[string | undefined, string]> {
  if (model === '') return
  const bare = model.replace(/^(?:models|publishers\/[^/]+\/models)\//, '')
  for (const id of catalogueProviders(provider)) yield [id, bare]
  const [vendor = '', ...rest] = bare.split('/')
  const unprefixed = rest.join('/')
  if (unprefixed !== '') for (const id of catalogueProviders(vendor)) yield [id, unprefixed]
  yield [undefined, bare]
  if (unprefixed !== '') yield [undefined, unprefixed]
}

function lookUp(providerId: string | undefined, model: string, timestamp: Date): Offer | null {
  if (providerId !== undefined && findProvider({ providerId }) === undefined) return null
  const found = calcPrice(
    { input_tokens: 0, output_tokens: 0 },
    model,
    providerId === undefined ? { timestamp } : { providerId, timestamp },
  )
  return found === null ? null : { prices: found.model_price, dated: Array.isArray(found.model.prices) }
}
