import type { PriceClass, PriceFactor } from '#lib/domain/cost.ts'
import type { Usage } from '#lib/domain/usage.ts'
import { formatUsd, multiplyDecimals, parseDecimal, priceUnits } from './fixed-usd.ts'
import type { Decimal, FixedUsd } from './fixed-usd.ts'
import type { CallCost, ExtraUnits, PricedLine } from './price-book.ts'
import { findPrice } from './price-list.ts'
import type { PriceList } from './price-list.ts'

/** Units of one class. */
type Count = { class: PriceClass; count: number }

type PricedUsage = Pick<CallCost, 'costUsd' | 'status' | 'reason' | 'lines' | 'cacheSaved'>

const cachedClasses = new Set<PriceClass>(['cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'cacheWriteOther'])

/**
 * Cost of one call: each class × its unit price × the factors, rounded half to even to 12 digits once, then added.
 * What a payload cannot tell makes it `partial`; where nothing can be priced it is `unpriced`, never zero.
 */
export function priceUsage(
  usage: Usage,
  extra: ExtraUnits,
  list: PriceList,
  factors: readonly PriceFactor[],
): PricedUsage {
  const missing: string[] = []
  const notes: string[] = []
  const counts = [
    ...inputCounts(usage, extra, list, missing, notes),
    ...outputCounts(usage, extra, list, missing),
    ...extraCounts(extra, list),
  ]
  const lines: PricedLine[] = []
  const size = wholeInput(usage) ?? 0
  const factor = product(factors)
  for (const { class: wanted, count } of counts) {
    if (count === 0) continue
    const line = pricedLine(wanted, count, list, size, factor)
    if (line === null) {
      missing.push(`no_price:${wanted}`)
      continue
    }
    lines.push(line)
    if (line.priceOf !== null && !isShortWrite(line)) notes.push(`priced_as:${wanted}=${line.priceOf}`)
  }
  return total(lines, missing, notes, cacheSaved(lines, list, size, factor))
}

function total(lines: PricedLine[], missing: string[], notes: string[], saved: FixedUsd | null): PricedUsage {
  const reason = [...missing, ...notes].join('; ') || null
  if (lines.length === 0 && missing.length > 0) {
    return { costUsd: null, status: 'unpriced', reason, lines, cacheSaved: null }
  }
  const sum = lines.reduce((amount, line) => amount + line.amount, 0n)
  return {
    costUsd: formatUsd(sum),
    status: missing.length > 0 ? 'partial' : 'priced',
    reason,
    lines,
    cacheSaved: saved,
  }
}

function pricedLine(
  wanted: PriceClass,
  count: number,
  list: PriceList,
  size: number,
  factor: Decimal | null,
): PricedLine | null {
  const found = findPrice(list, wanted, size)
  if (found === null) return null
  const { price, per, priceOf, aboveInputTokens } = found
  const unit = factor === null ? price : multiplyDecimals(price, factor)
  return {
    class: wanted,
    count,
    list: price,
    unit,
    per,
    amount: priceUnits(count, unit, per),
    priceOf,
    aboveInputTokens,
  }
}

function product(factors: readonly PriceFactor[]): Decimal | null {
  return factors.reduce<Decimal | null>((left, { factor }) => {
    const right = parseDecimal(factor)
    if (right === null) throw new Error(`factor of a price is no number: ${factor}`)
    return left === null ? right : multiplyDecimals(left, right)
  }, null)
}

/** A list's general write price is the one for five minutes. */
function isShortWrite({ class: wanted, priceOf }: PricedLine): boolean {
  return (
    (wanted === 'cacheWrite5m' && priceOf === 'cacheWriteOther') ||
    (wanted === 'cacheWriteOther' && priceOf === 'cacheWrite5m')
  )
}

/** The whole input in tokens; null where neither it nor its uncached part is known. */
function wholeInput(usage: Usage): number | null {
  return usage.inputTokens ?? (usage.inputUncachedTokens === null ? null : knownInput(usage))
}

function knownInput(usage: Usage): number {
  return (usage.inputUncachedTokens ?? 0) + (usage.cacheReadTokens ?? 0) + (usage.cacheWriteTokens ?? 0)
}

function inputCounts(usage: Usage, extra: ExtraUnits, list: PriceList, missing: string[], notes: string[]): Count[] {
  const whole = wholeInput(usage)
  if (whole === null) missing.push('input_tokens_unknown')
  // What the classes do not explain can only be charged as fresh input: an upper bound.
  const unexplained = Math.max(0, (whole ?? 0) - knownInput(usage))
  if (unexplained > 0) missing.push('cache_split_unknown')
  const fresh = (usage.inputUncachedTokens ?? 0) + unexplained
  const parts = partsOf(fresh, [
    ['inputAudio', extra.inputAudioTokens],
    ['inputImage', extra.inputImageTokens],
  ], list) // prettier-ignore
  return [
    { class: 'input', count: parts.rest },
    ...parts.counts,
    { class: 'cacheRead', count: usage.cacheReadTokens ?? 0 },
    ...cacheWriteCounts(usage, list, notes),
  ]
}

/** Writes whose lifetime is unknown are charged at the general write price, and it is said. */
function cacheWriteCounts(usage: Usage, list: PriceList, notes: string[]): Count[] {
  const short = usage.cacheWrite5mTokens ?? 0
  const long = usage.cacheWrite1hTokens ?? 0
  const rest = Math.max(0, (usage.cacheWriteTokens ?? 0) - short - long)
  if (rest > 0 && list.has('cacheWrite1h')) notes.push('cache_write_lifetime_unknown')
  return [
    { class: 'cacheWrite5m', count: short },
    { class: 'cacheWrite1h', count: long },
    { class: 'cacheWriteOther', count: rest },
  ]
}

function outputCounts(usage: Usage, extra: ExtraUnits, list: PriceList, missing: string[]): Count[] {
  if (usage.outputTokens === null) {
    if (list.has('output')) missing.push('output_tokens_unknown')
    return []
  }
  if (list.has('reasoning') && usage.reasoningTokens === null) missing.push('reasoning_tokens_unknown')
  const parts = partsOf(usage.outputTokens, [
    ['reasoning', usage.reasoningTokens],
    ['outputAudio', extra.outputAudioTokens],
    ['outputImage', extra.outputImageTokens],
  ], list) // prettier-ignore
  return [{ class: 'output', count: parts.rest }, ...parts.counts]
}

/** Takes out of a class the parts that are priced apart; together they are never more than the class. */
function partsOf(whole: number, parts: readonly [PriceClass, number | null][], list: PriceList) {
  let rest = whole
  const counts: Count[] = []
  for (const [part, tokens] of parts) {
    if (!list.has(part)) continue
    const count = Math.min(tokens ?? 0, rest)
    rest -= count
    counts.push({ class: part, count })
  }
  return { rest, counts }
}

function extraCounts(extra: ExtraUnits, list: PriceList): Count[] {
  return [
    { class: 'request', count: list.has('request') ? extra.requests : 0 },
    { class: 'webSearch', count: list.has('webSearch') ? (extra.webSearches ?? 0) : 0 },
  ]
}

/** Each cached token beside what it would have cost as fresh input. */
function cacheSaved(
  lines: readonly PricedLine[],
  list: PriceList,
  size: number,
  factor: Decimal | null,
): FixedUsd | null {
  let saved = 0n
  for (const { class: counted, count, amount } of lines) {
    if (!cachedClasses.has(counted)) continue
    const fresh = pricedLine('input', count, list, size, factor)
    if (fresh === null) return null
    saved += fresh.amount - amount
  }
  return saved
}
