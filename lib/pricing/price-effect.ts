import type { ChargedTokens, CostStatus } from '#lib/domain/cost.ts'
import type { EffectUnknown } from '#lib/domain/price-page.ts'
import type { ExtraUnits } from '#lib/domain/usage.ts'
import { formatUsd, parseUsd } from './fixed-usd.ts'
import type { FixedUsd } from './fixed-usd.ts'
import { hasThisCatalogue } from './make-price-book.ts'
import type { OpenPriceBook, PricedLine, PricedName, PriceQuote } from './price-book.ts'
import { priceUsage } from './price-usage.ts'
import { countTokens, usageOfTokens } from './share-usage.ts'

/** Stored costs of one model (or tool) on one day, of runs that were priced alike. '' is unknown. */
export type PricedShare = {
  /** Days since the epoch (UTC). */
  day: number
  priceVersion: string
  /** Of runs with calls of a dialect that is billed as reported, before or after. */
  isBilled: boolean
  provider: string
  model: string
  tool: string
  status: Exclude<CostStatus, 'none'>
  calls: number
  failedCalls: number
  tokens: ChargedTokens
  units: ExtraUnits
  amount: FixedUsd
}

/** The books by which the shares were priced, and the one that is tried. */
export type EffectBooks = { before: (priceVersion: string) => OpenPriceBook; after: OpenPriceBook }

/** What becomes of one share. */
export type ShareEffect = {
  share: PricedShare
  isTouched: boolean
  beforeUsd: string | null
  afterUsd: string | null
  unknowns: readonly EffectUnknown[]
}

const dayNs = 86_400_000_000_000n

/**
 * What other prices make of stored costs. A share whose price stays as it was keeps its amount to the last digit; of
 * the others the summed tokens are priced, and what sums cannot tell is said.
 */
export function priceEffect(share: PricedShare, books: EffectBooks): ShareEffect {
  const beforeUsd = share.status === 'unpriced' ? null : formatUsd(share.amount)
  const unchanged: ShareEffect = { share, isTouched: false, beforeUsd, afterUsd: beforeUsd, unknowns: [] }
  if (share.tool !== '') return toolEffect(unchanged, books)
  const before = books.before(share.priceVersion)
  const [old, next] = [before.quote(nameOf(share)), books.after.quote(nameOf(share))]
  const isSame = hasThisCatalogue(share.priceVersion) && keyOf(old) === keyOf(next)
  const unknowns = tomorrowDiffers(share, before, books.after, keyOf(old) === keyOf(next))
  if (share.isBilled) return { ...unchanged, unknowns: ['billed_as_reported'] }
  if (isSame) return { ...unchanged, unknowns }
  // Calls that report nothing have no price whatever prices there are.
  const isEmpty = countTokens(share.tokens) === 0 && Object.keys(share.units).length === 0
  if (share.status === 'unpriced' && isEmpty) return unchanged
  if ('reason' in next) return { ...unchanged, isTouched: beforeUsd !== null, afterUsd: null, unknowns }
  return { ...unchanged, isTouched: true, ...pricedBy(next, share, unknowns) }
}

function nameOf({ provider, model, day }: PricedShare, daysLater = 0): PricedName {
  return { provider, model, requestedModel: '', startNs: BigInt(day + daysLater) * dayNs + dayNs / 2n }
}

function pricedBy(quote: PriceQuote, share: PricedShare, known: readonly EffectUnknown[]) {
  const { tokens, status, calls, failedCalls } = share
  const count = Math.max(1, calls + failedCalls)
  // A total that no call stands for is one of nobody knows how many.
  const requests = calls + failedCalls === 0 ? null : count
  const usage = usageOfTokens(tokens)
  // Prices by size go by the input of one call: of many only the mean is known.
  const sized = { ...usage, inputTokens: Math.round((usage.inputTokens ?? 0) / count) }
  const cost = priceUsage(sized, { units: share.units, requests }, quote.list, quote.factors)
  const lists = [...quote.list.values()]
  const unknowns = new Set(known)
  if (lists.some(({ tiers }) => tiers.length > 0) && count > 1) unknowns.add('long_context')
  if (Object.keys(quote.serviceTiers).length > 0) unknowns.add('service_tier')
  if (quote.list.has('request')) unknowns.add('per_request')
  if (status === 'unpriced') unknowns.add('without_tokens')
  // Counts times a price of up to six decimals a million are whole in 12 digits: nothing is rounded.
  if (count > 1 && cost.lines.some(isRounded)) unknowns.add('rounding')
  return { afterUsd: cost.costUsd, unknowns: [...unknowns] }
} // prettier-ignore

const exactDigits = 12

/** Hours are no power of ten. */
function isRounded({ unit, per }: PricedLine): boolean {
  const digits = Math.log10(per)
  return !Number.isInteger(digits) || unit.scale + digits > exactDigits
}

/** Tools that cost nothing left no share: what a new price of theirs makes is not in stored costs. */
function toolEffect(unchanged: ShareEffect, { after }: EffectBooks): ShareEffect {
  const { share, beforeUsd } = unchanged
  const one = after.priceTool({ name: share.tool, startNs: nameOf(share).startNs })
  const each = parseUsd(one?.costUsd ?? '')
  const afterUsd = each === null ? null : formatUsd(each * BigInt(share.calls))
  return { ...unchanged, isTouched: afterUsd !== beforeUsd, afterUsd }
}

/** Runs that begin on one day may go on into the next, where another price may hold. */
function tomorrowDiffers(
  share: PricedShare,
  before: OpenPriceBook,
  after: OpenPriceBook,
  isSameToday: boolean,
): EffectUnknown[] {
  const tomorrow = nameOf(share, 1)
  const isSameTomorrow = keyOf(before.quote(tomorrow)) === keyOf(after.quote(tomorrow))
  const isNewTomorrow = keyOf(after.quote(nameOf(share))) !== keyOf(after.quote(tomorrow))
  return isSameToday === isSameTomorrow && (isSameToday || !isNewTomorrow) ? [] : ['day_boundary']
}

/** Equal for prices that give equal amounts. */
function keyOf(quote: PriceQuote | { reason: string }): string {
  if ('reason' in quote) return ''
  const list = [...quote.list].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([list, quote.factors.map(({ factor }) => factor), quote.serviceTiers], (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  )
}
