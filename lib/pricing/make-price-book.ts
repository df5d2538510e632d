import type { PriceFactor, PriceSource } from '#lib/domain/cost.ts'
import { noPrices } from '#lib/domain/price.ts'
import type { PriceTable, StoredPrice } from '#lib/domain/price.ts'
import { catalogueOffer, catalogueVersion } from './catalogue-offer.ts'
import { isSelfHosted } from './catalogue-provider.ts'
import { formatDecimal, formatUsd, parseDecimal, parseUsd, priceUnits } from './fixed-usd.ts'
import { unpricedCost } from './price-book.ts'
import type { CallCost, OpenPriceBook, PriceableCall, PricedName, PriceQuote } from './price-book.ts'
import type { PriceList } from './price-list.ts'
import { borrowedForWrites, priceUsage } from './price-usage.ts'
import { findProjectPrice, inOrderOfChoice, projectList } from './project-prices.ts'
import type { StoredModelPrice, StoredToolPrice } from './project-prices.ts'

const catalogue = `genai-prices@${catalogueVersion}`

/** Emitters' names of the tier that the list prices are for. */
const standardTiers = new Set([
  '',
  'default',
  'standard',
  'auto',
  'on_demand',
  'standard_only',
  'service_tier_unspecified',
  'traffic_type_unspecified',
])

/** List prices of the bundled catalogue alone. */
export const cataloguePriceBook: OpenPriceBook = makePriceBook(noPrices, 0)

/** A project's prices, at the version of their table, before those of the catalogue. */
export function makePriceBook(table: PriceTable, tableVersion: number): OpenPriceBook {
  const models = inOrderOfChoice(table.prices.filter((price) => price.kind === 'model'))
  const tools = inOrderOfChoice(table.prices.filter((price) => price.kind === 'tool'))
  const lists = new Map(models.map((price) => [price, projectList(price)]))
  const billReported = new Set(table.billReported)
  const own: OwnPrices = { models, tools, lists, version: `prices@${tableVersion}` }
  return {
    version: tableVersion === 0 ? catalogue : `${catalogue}+${own.version}`,
    priceCall: (call) => reportedCost(call, billReported) ?? priceCall(call, own),
    priceTool: (call) => priceTool(call, own),
    quote: (call) => quote(call, own),
  }
}

/** Whether runs of this version were priced with the catalogue that is here. */
export function hasThisCatalogue(priceVersion: string): boolean {
  return priceVersion.replace(/\+prices@\d+$/, '') === catalogue
}

/** The version of the project's table in the version of a price book; 0 where it had none. */
export function tableVersionOf(priceVersion: string): number {
  return Number(/\+prices@(\d+)$/.exec(priceVersion)?.[1] ?? 0)
}

type OwnPrices = {
  models: readonly StoredModelPrice[]
  tools: readonly StoredToolPrice[]
  lists: ReadonlyMap<StoredModelPrice, PriceList>
  version: string
}

/** What an emitter that is billed by its word says that the call cost; null where none says anything. */
function reportedCost({ reported }: PriceableCall, billed: ReadonlySet<string>): CallCost | null {
  const told = reported.find(({ dialect, costUsd }) => billed.has(dialect) && costUsd !== '')
  const amount = told === undefined ? null : parseUsd(told.costUsd)
  if (told === undefined || amount === null || amount < 0n) return null
  const source: PriceSource = {
    kind: 'reported',
    version: '',
    priceId: null,
    name: told.dialect,
    validFrom: null,
    validTo: null,
  }
  return { ...unpricedCost('none', null), costUsd: formatUsd(amount), status: 'priced', source }
}

function quote(call: PricedName, prices: OwnPrices): PriceQuote | { reason: string } {
  const own = ownPriceOf(call, prices)
  const offer = offerOf(call, own, prices)
  if (offer === null) return { reason: whyUnpriced(call) }
  return { ...offer, factors: discountOf(own), serviceTiers: own?.serviceTiers ?? {} }
}

function ownPriceOf({ model, requestedModel, provider, startNs }: PricedName, { models }: OwnPrices) {
  return findProjectPrice(models, { names: [model, requestedModel], provider, startNs })
}

function priceCall(call: PriceableCall, prices: OwnPrices): CallCost {
  const own = ownPriceOf(call, prices)
  const offer = offerOf(call, own, prices)
  if (offer === null) return unpricedCost('unpriced', whyUnpriced(call))
  const tier = tierOf(call, own)
  const factors = [...tier.factors, ...discountOf(own)]
  const cost = priceUsage(call.usage, call.beside, offer.list, factors)
  const found = { ...cost, factors, source: offer.source }
  const doubts = [
    ...(tier.covered ? [] : [`service_tier_not_covered:${call.serviceTier}`]),
    ...offer.doubts,
    // What a project leaves empty it wants to be charged as the wider class.
    ...(offer.source.kind === 'catalogue' ? borrowedForWrites(cost.lines) : []),
  ]
  if (doubts.length === 0 || cost.costUsd === null) return found
  const codes = cost.reason === null ? [] : cost.reason.split('; ')
  return { ...found, status: 'partial', reason: [...new Set([...doubts, ...codes])].join('; ') }
}

function offerOf(
  call: PricedName,
  own: StoredModelPrice | null,
  { lists, version }: OwnPrices,
): Pick<PriceQuote, 'list' | 'source' | 'doubts'> | null {
  const list = own === null || own.prices === null ? undefined : lists.get(own)
  if (own !== null && list !== undefined) return { list, source: projectSource(own, version), doubts: [] }
  const listed = isSelfHosted(call.provider) ? null : catalogueOffer(call)
  if (listed === null) return null
  const source: PriceSource = {
    kind: 'catalogue',
    version: catalogue,
    priceId: null,
    name: listed.name,
    validFrom: null,
    validTo: null,
  }
  return { list: listed.list, source, doubts: listed.doubts }
}

function projectSource({ id, pattern, provider, validFrom, validTo }: StoredPrice, version: string): PriceSource {
  const name = provider === null ? pattern : `${provider}/${pattern}`
  return { kind: 'project', version, priceId: id, name, validFrom, validTo }
}

function whyUnpriced({ provider, model, requestedModel }: PricedName): string {
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

function priceTool(call: { name: string; startNs: bigint }, { tools, version }: OwnPrices): CallCost | null {
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
    source: projectSource(own, version),
    cacheSaved: 0n,
  }
}
