import { calcPrice, findProvider } from '@pydantic/genai-prices'
import { catalogueList } from './catalogue-list.ts'
import { catalogueProviders } from './catalogue-provider.ts'
import type { PricedName } from './price-book.ts'
import type { PriceList } from './price-list.ts'

export const catalogueVersion = '0.1.8'

/** List prices of one model at one time, and the name under which the catalogue has them. */
export type CatalogueOffer = {
  name: string
  list: PriceList
  /** Codes of why the prices may not be those that are charged. */
  doubts: readonly string[]
}

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
  const models = [...new Set([call.model, call.requestedModel])]
  const free = models.find((model) => freeVariant.test(model))
  if (free !== undefined) return { name: free, list: freeList, doubts: [], dated: false }
  const all = models.flatMap((model) => [...readings(call.provider, model)])
  // What somebody else asks for the answered model is a guess that the requested one may spare.
  for (const reading of all.toSorted((a, b) => Number(a.isForeign) - Number(b.isForeign))) {
    const offer = lookUp(reading, timestamp)
    if (offer !== null) return offer
  }
  return null
}

/** OpenRouter's name for what it gives away; without the suffix the same model costs money. */
const freeVariant = /:free$/
const freeList = catalogueList({ input_mtok: 0, output_mtok: 0 })

type Reading = {
  providerId: string | undefined
  model: string
  /** Another provider than the one that was called, of which nobody knows what it charges. */
  isForeign: boolean
}

/** Provider and model as reported, then the vendor prefix read as provider, then the model name alone. */
function* readings(provider: string, model: string): Generator<Reading> {
  if (model === '') return
  const bare = model.replace(/^(?:models|(?:.*\/)?publishers\/[^/]+\/models)\//, '')
  for (const providerId of catalogueProviders(provider)) yield { providerId, model: bare, isForeign: false }
  const [vendor = '', ...rest] = bare.split('/')
  const unprefixed = rest.join('/')
  if (unprefixed !== '') {
    for (const providerId of catalogueProviders(vendor)) yield { providerId, model: unprefixed, isForeign: false }
  }
  const isForeign = provider !== ''
  yield { providerId: undefined, model: bare, isForeign }
  if (unprefixed !== '') yield { providerId: undefined, model: unprefixed, isForeign }
}

function lookUp({ providerId, model, isForeign }: Reading, timestamp: Date): Offer | null {
  if (providerId !== undefined && findProvider({ providerId }) === undefined) return null
  const found = calcPrice(
    { input_tokens: 0, output_tokens: 0 },
    model,
    providerId === undefined ? { timestamp } : { providerId, timestamp },
  )
  if (found === null) return null
  const list = catalogueList(found.model_price)
  return {
    name: `${found.provider.id}/${found.model.id}`,
    list,
    doubts: [
      ...(isForeign ? [`price_of_provider:${found.provider.id}`] : []),
      // The catalogue says of these that they depend on the call, and that it has the highest.
      ...(found.provider.id === 'perplexity' && list.has('request') ? ['highest_price:request'] : []),
    ],
    dated: Array.isArray(found.model.prices),
  }
}
