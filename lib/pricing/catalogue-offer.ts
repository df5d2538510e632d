import { calcPrice, findProvider } from '@pydantic/genai-prices'
import { catalogueList } from './catalogue-list.ts'
import { catalogueProviders } from './catalogue-provider.ts'
import type { PricedName } from './price-book.ts'
import type { PriceList } from './price-list.ts'

export const catalogueVersion = '0.1.8'

/** List prices of one model at one time, and the name under which the catalogue has them. */
export type CatalogueOffer = { name: string; list: PriceList }

type Offer = CatalogueOffer & { dated: boolean }

/** Model names come from outside, so the memory for them is bounded. */
const memoryLimit = 4_000
const undatedOffers = new Map<string, Offer>()

/**
 * List prices of the bundled catalogue, valid at the call's time; null for a model that it does not have. Only unit
 * prices are taken from it: its own arithmetic is in floats. Synchronous, and never fetches anything.
 */
export function catalogueOffer(call: PricedName): CatalogueOffer | null {
  const key = `${call.provider}\n${call.model}\n${call.requestedModel}`
  const remembered = undatedOffers.get(key)
  if (remembered !== undefined) return remembered
  const offer = findOffer(call)
  if (offer !== null && !offer.dated) {
    if (undatedOffers.size >= memoryLimit) undatedOffers.clear()
    undatedOffers.set(key, offer)
  }
  return offer
}

function findOffer(call: PricedName): Offer | null {
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
  if (found === null) return null
  return {
    name: `${found.provider.id}/${found.model.id}`,
    list: catalogueList(found.model_price),
    dated: Array.isArray(found.model.prices),
  }
}
