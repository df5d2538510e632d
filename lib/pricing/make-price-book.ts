import { createHash } from 'node:crypto'
import type { PriceFactor, PriceSource } from '#lib/domain/cost.ts'
import type { StoredPrice } from '#lib/domain/price.ts'
import { catalogueOffer, catalogueVersion } from './catalogue-offer.ts'
import { isSelfHosted } from './catalogue-provider.ts'
import { formatDecimal, formatUsd, parseDecimal, priceUnits } from './fixed-usd.ts'
import { unpricedCost } from './price-book.ts'
import type { CallCost, PriceableCall, PriceBook } from './price-book.ts'
import type { PriceList } from './price-list.ts'
import { priceUsage } from './price-usage.ts'
import { findProjectPrice, inOrderOfChoice, projectList } from './project-prices.ts'
import type { StoredModelPrice, StoredToolPrice } from './project-prices.ts'

/** Emitters' names of the tier that the list prices are for. */
const standardTiers = new Set(['', 'default', 'standard', 'auto', 'on_demand', 'standard_only'])

/** List prices of the bundled catalogue alone. */
export const cataloguePriceBook: PriceBook = makePriceBook([])

/** A project's prices before those of the catalogue. Two runs with the same `version` were priced alike. */
export function makePriceBook(prices: readonly StoredPrice[]): PriceBook {
  const models = inOrderOfChoice(prices.filter((price) => price.kind === 'model'))
  const tools = inOrderOfChoice(prices.filter((price) => price.kind === 'tool'))
  const lists = new Map(models.map((price) => [price, projectList(price)]))
  return {
    version: versionOf(prices),
    priceCall: (call) => priceCall(call, models, lists),
    priceTool: (call) => priceTool(call, tools),
  }
}

/** The catalogue's version, and a hash of the ids and versions of the project's prices where it has any. */
function versionOf(prices: readonly StoredPrice[]): string {
  const catalogue = `genai-prices@${catalogueVersion}`
  if (prices.length === 0) return catalogue
  const names = prices.map(({ id, version }) => `${id}@${version}`).toSorted()
  return `${catalogue}+${createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 12)}`
}

function priceCall(
  call: PriceableCall,
  models: readonly StoredModelPrice[],
  lists: ReadonlyMap<StoredModelPrice, PriceList>,
): CallCost {
  const names = [call.model, call.requestedModel]
  const own = findProjectPrice(models, { names, provider: call.provider, startNs: call.startNs })
  const offer = offerOf(call, own, lists)
  if (offer === null) return unpricedCost('unpriced', whyUnpriced(call))
  const tier = tierOf(call, own)
  const factors = [...tier.factors, ...discountOf(own)]
  const cost = priceUsage(call.usage, call.extra, offer.list, factors)
  const found = { ...cost, factors, source: offer.source }
  if (tier.covered || cost.costUsd === null) return found
  const reason = `service_tier_not_covered:${call.serviceTier}`
  return { ...found, status: 'partial', reason: cost.reason === null ? reason : `${reason}; ${cost.reason}` }
}

function offerOf(
  call: PriceableCall,
  own: StoredModelPrice | null,
  lists: ReadonlyMap<StoredModelPrice, PriceList>,
): { list: PriceList; source: PriceSource } | null {
  const list = own === null || own.prices === null ? undefined : lists.get(own)
  if (own !== null && list !== undefined) return { list, source: projectSource(own) }
  const listed = isSelfHosted(call.provider) ? null : catalogueOffer(call)
  if (listed === null) return null
  const source: PriceSource = {
    kind: 'catalogue',
    version: `genai-prices@${catalogueVersion}`,
    name: listed.name,
    validFrom: null,
    validTo: null,
  }
  return { list: listed.list, source }
}

function projectSource({ id, version, pattern, provider, validFrom, validTo }: StoredPrice): PriceSource {
  const name = provider === null ? pattern : `${provider}/${pattern}`
  return { kind: 'project', version: `${id}@${version}`, name, validFrom, validTo }
}

function whyUnpriced({ provider, model, requestedModel }: PriceableCall): string {
  if (isSelfHosted(provider)) return `self_hosted:${provider}`
  const name = model || requestedModel
  return name === '' ? 'model_unknown' : `no_price_listed:${provider === '' ? 'unknown provider' : provider}/${name}`
}

function tierOf(call: PriceableCall, own: StoredModelPrice | null): { covered: boolean; factors: PriceFactor[] } {
  const name = call.serviceTier.toLowerCase()
  const factor = own?.serviceTiers[name]
  if (factor !== undefined) return { covered: true, factors: [{ kind: 'serviceTier', name, factor }] }
  return { covered: standardTiers.has(name), factors: [] }
}

function discountOf(own: StoredModelPrice | null): PriceFactor[] {
  const percent = own === null ? null : parseDecimal(own.discountPercent)
  if (own === null || percent === null || percent.digits === 0n) return []
  const hundred = 100n * 10n ** BigInt(percent.scale)
  const factor = formatDecimal({ digits: hundred - percent.digits, scale: percent.scale + 2 })
  return [{ kind: 'discount', name: `${own.discountPercent} %`, factor }]
}

function priceTool(call: { name: string; startNs: bigint }, tools: readonly StoredToolPrice[]): CallCost | null {
  const own = findProjectPrice(tools, { names: [call.name], provider: '', startNs: call.startNs })
  const price = own === null ? null : parseDecimal(own.perCallUsd)
  if (own === null || price === null) return null
  const amount = priceUnits(1, price, 1)
  const line = { class: 'toolCall', count: 1, list: price, unit: price, per: 1, amount } as const
  return {
    costUsd: formatUsd(amount),
    status: 'priced',
    reason: null,
    lines: [{ ...line, priceOf: null, aboveInputTokens: null }],
    factors: [],
    source: projectSource(own),
    cacheSaved: 0n,
  }
}
