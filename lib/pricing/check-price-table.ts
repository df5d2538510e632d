import type { PriceTable, StoredPrice } from '#lib/domain/price.ts'

/** What is wrong with a table that has the right shape; `index` is the price's place in it. */
export type PriceProblem = { index: number; message: string }

/** Prices between which nothing but chance would decide, or that decide nothing. */
export function checkPriceTable({ prices }: Pick<PriceTable, 'prices'>): PriceProblem[] {
  const problems = prices.flatMap((price, index) => ownProblems(price).map((message) => ({ index, message })))
  const ids = new Set<string>()
  for (const [index, { id }] of prices.entries()) {
    if (ids.has(id)) problems.push({ index, message: `two prices have the id ${id}` })
    ids.add(id)
  }
  const places = new Set<string>()
  for (const [index, price] of prices.entries()) {
    const place = placeOf(price)
    const message = `two prices for “${price.pattern}” begin on the same day: nothing says which holds`
    if (places.has(place)) problems.push({ index, message })
    places.add(place)
  }
  return problems.toSorted((a, b) => a.index - b.index)
}

function ownProblems(price: StoredPrice): string[] {
  const { kind, pattern, validFrom, validTo } = price
  const found: string[] = []
  if (validFrom !== null && validTo !== null && validFrom >= validTo) found.push(`“${pattern}” ends before it begins`)
  if (kind === 'tool') return found
  const { prices, longContext, serviceTiers, discountPercent } = price
  const changesNothing = Number(discountPercent) === 0 && Object.keys(serviceTiers).length === 0
  if (prices === null && changesNothing) found.push(`“${pattern}” has neither a price nor a discount`)
  if (prices !== null && Object.keys(prices).length === 0) found.push(`“${pattern}” has no price for any class`)
  if (prices === null && longContext.length > 0) found.push(`“${pattern}” has prices for long inputs only`)
  if (longContext.some((step) => Object.keys(step.prices).length === 0))
    found.push(`“${pattern}” has no price for inputs of one of its sizes`)
  const sizes = longContext.map(({ aboveInputTokens }) => aboveInputTokens)
  if (new Set(sizes).size < sizes.length) found.push(`“${pattern}” has two prices for inputs of the same size`)
  return found
}

/** Equal for prices that hold for the same calls with the same right: of two that begin apart the later one counts. */
function placeOf({ kind, pattern, provider, validFrom }: StoredPrice): string {
  return JSON.stringify([kind, pattern.toLowerCase(), provider?.toLowerCase() ?? null, validFrom])
}
