import type { PriceClass } from '#lib/domain/cost.ts'
import type { StoredPrice } from '#lib/domain/price.ts'
import type { EffectUnknown, ModelQuote } from '#lib/domain/price-page.ts'
import { formatCountExact } from '#lib/format/count.ts'

/** "$3 in, $15 out per 1M": what one compares models by; the rest is in the tip. */
export function quoteSummary({ prices }: ModelQuote): string {
  const find = (wanted: PriceClass) => prices.find((price) => price.class === wanted)
  return summary(find('input')?.priceUsd, find('output')?.priceUsd) ?? `${prices.length} prices`
}

export function priceSummary(price: StoredPrice): string {
  if (price.kind === 'tool') return `$${price.perCallUsd} a call`
  if (price.prices === null) return 'list price'
  const count = Object.keys(price.prices).length
  return summary(price.prices.input, price.prices.output) ?? `${count} ${count === 1 ? 'price' : 'prices'}`
}

function summary(input: string | undefined, output: string | undefined): string | null {
  const parts = [input === undefined ? null : `$${input} in`, output === undefined ? null : `$${output} out`]
  const known = parts.filter((part) => part !== null)
  return known.length === 0 ? null : `${known.join(', ')} per 1M`
}

/** Discount and tiers of a price, where it has any. */
export function changesText(price: StoredPrice): string | null {
  if (price.kind === 'tool') return null
  const { discountPercent, serviceTiers, longContext } = price
  const texts = [
    Number(discountPercent) === 0 ? null : `− ${discountPercent} %`,
    longContext.length === 0 ? null : 'more for long inputs',
    ...Object.entries(serviceTiers).map(([name, factor]) => `${name} × ${factor}`),
  ]
  return texts.filter((text) => text !== null).join(', ') || null
}

/** The days on which a price holds, in UTC. */
export function daysText({ validFrom, validTo }: Pick<StoredPrice, 'validFrom' | 'validTo'>): string {
  if (validFrom === null && validTo === null) return 'always'
  if (validTo === null) return `from ${validFrom}`
  return validFrom === null ? `before ${validTo}` : `${validFrom} until before ${validTo}`
}

const unknownTexts: Readonly<Record<EffectUnknown, (count: string) => string>> = {
  long_context: (calls) =>
    `${calls} went to models with other prices for long inputs: the mean size of a call was taken, not each call’s own.`,
  service_tier: (calls) => `Service tiers of ${calls} are not in the sums: they were taken as standard.`,
  billed_as_reported: (calls) =>
    `${calls} belong to runs that are billed as their sender reports: their amounts were left as they are.`,
  without_tokens: (calls) => `Of ${calls} without a price so far, those that report no tokens stay without one.`,
  day_boundary: (calls) => `${calls} belong to runs that began just before a price begins or ends.`,
  rounding: (calls) => `${calls} may each be off by less than a billionth of a cent: their prices have many digits.`,
  per_request: (calls) => `${calls} are charged by request: a total that an agent reports counts as one.`,
  tool_calls: (runs) =>
    `${runs} have calls of tools that cost nothing so far: what those will cost is not counted here.`,
  without_shares: (runs) =>
    `${runs} are from before costs were kept by model: they are not counted here, and are priced anew all the same.`,
}

const ofRuns: ReadonlySet<EffectUnknown> = new Set(['tool_calls', 'without_shares'])

export function unknownText({ code, count }: { code: EffectUnknown; count: number }): string {
  const noun = ofRuns.has(code) ? 'run' : 'call'
  return unknownTexts[code](`${formatCountExact(count)} ${noun}${count === 1 ? '' : 's'}`)
}
