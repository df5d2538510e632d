import type { PriceTable, StoredPrice } from '#lib/domain/price.ts'

/** Whom a change of prices can touch: it never touches anybody else. */
export type ChangedPrices = {
  /** In lower case; null is every provider. */
  providers: readonly string[] | null
  /** Patterns in lower case. */
  tools: readonly string[]
  dialects: readonly string[]
}

/** What differs between two tables, whichever way and order it is written in. */
export function changedPrices(before: PriceTable, after: PriceTable): ChangedPrices {
  const prices = differing(before.prices, after.prices)
  const models = prices.filter(({ kind }) => kind === 'model')
  const providers = models.flatMap(({ provider }) => (provider === null ? [] : [provider.toLowerCase()]))
  const dialects = new Set(before.billReported).symmetricDifference(new Set(after.billReported))
  return {
    providers: providers.length < models.length ? null : [...new Set(providers)],
    tools: prices.flatMap(({ kind, pattern }) => (kind === 'tool' ? [pattern.toLowerCase()] : [])),
    dialects: [...dialects],
  }
}

/** Prices that only one of the tables has; what a price is called does not count. */
function differing(before: readonly StoredPrice[], after: readonly StoredPrice[]): StoredPrice[] {
  const [old, next] = [byContent(before), byContent(after)]
  return [...new Set(old.keys()).symmetricDifference(new Set(next.keys()))].flatMap(
    (content) => old.get(content) ?? next.get(content) ?? [],
  )
}

function byContent(prices: readonly StoredPrice[]): Map<string, StoredPrice> {
  return new Map(prices.map((price) => [JSON.stringify({ ...price, id: '' }), price]))
}
