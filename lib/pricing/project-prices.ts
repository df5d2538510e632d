import { countedEach, millisecondsPerHour, type PriceClass } from '#lib/domain/cost.ts'
import { PricedClass } from '#lib/domain/price.ts'
import type { ModelPrice, StoredPrice, ToolPrice } from '#lib/domain/price.ts'
import { parseDecimal } from './fixed-usd.ts'
import { matchesPattern } from './matches-pattern.ts'
import type { ListPrice, PriceList } from './price-list.ts'

type Stored<Kind> = Kind & { id: string }
export type StoredModelPrice = Stored<ModelPrice>
export type StoredToolPrice = Stored<ToolPrice>

/** A model call or tool as the project's prices are looked up. */
type Named = { names: readonly string[]; provider: string; startNs: bigint }

/**
 * The price that holds for a call: of those that match its name, provider and day (UTC) the most particular one. A
 * named provider counts more than any, a pattern without `*` more than one with, a longer more than a shorter one, a
 * later beginning more than an earlier; the id decides the rest, so that the order of storing never does.
 */
export function findProjectPrice<Price extends StoredPrice>(ordered: readonly Price[], call: Named): Price | null {
  for (const price of ordered) {
    if (!holdsAt(price, call.startNs)) continue
    if (price.provider !== null && price.provider.toLowerCase() !== call.provider.toLowerCase()) continue
    if (call.names.some((name) => name !== '' && matchesPattern(price.pattern, name))) return price
  }
  return null
}

function holdsAt({ validFrom, validTo }: StoredPrice, ns: bigint): boolean {
  if (validFrom === null && validTo === null) return true
  const day = new Date(Number(ns / 1_000_000n)).toISOString().slice(0, 10)
  return (validFrom === null || day >= validFrom) && (validTo === null || day < validTo)
}

/** Prices in the order in which `findProjectPrice` tries them. */
export function inOrderOfChoice<Price extends StoredPrice>(prices: readonly Price[]): Price[] {
  return prices.toSorted(
    (a, b) =>
      Number(b.provider !== null) - Number(a.provider !== null) ||
      Number(a.pattern.includes('*')) - Number(b.pattern.includes('*')) ||
      b.pattern.length - a.pattern.length ||
      compare(b.validFrom ?? '', a.validFrom ?? '') ||
      compare(a.id, b.id),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

/** A project's price as unit prices: tokens and characters per million, audio per hour, requests and searches each. */
export function projectList({ prices, longContext }: Pick<ModelPrice, 'prices' | 'longContext'>): PriceList {
  const steps = longContext.toSorted((a, b) => a.aboveInputTokens - b.aboveInputTokens)
  const list = new Map<PriceClass, ListPrice>()
  for (const priceClass of pricedClasses) {
    const base = decimalOf(prices?.[priceClass])
    const tiers = steps.flatMap((step) => {
      const price = decimalOf(step.prices[priceClass])
      return price === null ? [] : [{ above: step.aboveInputTokens, price }]
    })
    if (base !== null || tiers.length > 0) list.set(priceClass, { base, tiers, per: unitsOf(priceClass) })
  }
  return list
}

const pricedClasses = PricedClass.options

function unitsOf(priceClass: PriceClass): number {
  if (priceClass === 'audioTime') return millisecondsPerHour
  return countedEach.has(priceClass) ? 1 : 1_000_000
}

function decimalOf(text: string | undefined) {
  return text === undefined ? null : parseDecimal(text)
}
