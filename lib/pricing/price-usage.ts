import { countedEach, type PriceClass, type PriceFactor } from '#lib/domain/cost.ts'
import type { Usage } from '#lib/domain/usage.ts'
import { countClasses } from './count-classes.ts'
import { formatUsd, multiplyDecimals, parseDecimal, priceUnits } from './fixed-usd.ts'
import type { Decimal, FixedUsd } from './fixed-usd.ts'
import type { BesideTokens, CallCost, PricedLine } from './price-book.ts'
import { findPrice } from './price-list.ts'
import type { PriceList } from './price-list.ts'

type PricedUsage = Pick<CallCost, 'costUsd' | 'status' | 'reason' | 'lines' | 'cacheSaved'>

/** Cached tokens ← what they would have been charged as. */
const freshClasses: Partial<Record<PriceClass, PriceClass>> = {
  cacheRead: 'input',
  cacheReadAudio: 'inputAudio',
  cacheReadImage: 'inputImage',
  cacheReadVideo: 'inputVideo',
  cacheWrite5m: 'input',
  cacheWrite1h: 'input',
  cacheWriteOther: 'input',
}

/** They cost many times what text does: where only text has a price, theirs is a guess. Images and video are mostly heard and seen at the price of text. */
const unlikeText = new Set<PriceClass>(['inputAudio', 'cacheReadAudio', 'outputAudio', 'outputImage', 'outputVideo'])

/**
 * Cost of one call: each class × its unit price × the factors, rounded half to even to 12 digits once, then added.
 * Service tiers change what tokens cost, not requests and searches.
 * What a payload cannot tell makes it `partial`; where nothing can be priced it is `unpriced`, never zero.
 */
export function priceUsage(
  usage: Usage,
  beside: BesideTokens,
  list: PriceList,
  factors: readonly PriceFactor[],
): PricedUsage {
  const { counts, missing, notes, size } = countClasses(usage, beside, list)
  const lines: PricedLine[] = []
  const [factor, ofActions] = [product(factors), product(factors.filter(({ kind }) => kind !== 'serviceTier'))]
  for (const { class: wanted, count } of counts) {
    if (count === 0) continue
    const line = pricedLine(wanted, count, list, size, countedEach.has(wanted) ? ofActions : factor)
    if (line === null) {
      missing.push(`no_price:${wanted}`)
      continue
    }
    lines.push(line)
    if (line.priceOf === null || isShortWrite(line)) continue
    const codes = unlikeText.has(wanted) ? missing : notes
    codes.push(borrowed(line))
  }
  return total(lines, missing, notes, cacheSaved(lines, list, size, factor))
}

/** Says that a class was charged as a wider one. */
function borrowed({ class: wanted, priceOf }: PricedLine): string {
  return `priced_as:${wanted}=${priceOf}`
}

/** Writing costs more than fresh input, and the more the longer it lives: any other price of a catalogue is a lower bound. */
export function borrowedForWrites(lines: readonly PricedLine[]): string[] {
  return lines.filter((line) => isWrite(line) && line.priceOf !== null && !isShortWrite(line)).map(borrowed)
}

function isWrite({ class: counted }: PricedLine): boolean {
  return counted === 'cacheWrite5m' || counted === 'cacheWrite1h' || counted === 'cacheWriteOther'
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

/** Each cached token beside what it would have cost as fresh input. */
function cacheSaved(
  lines: readonly PricedLine[],
  list: PriceList,
  size: number,
  factor: Decimal | null,
): FixedUsd | null {
  let saved = 0n
  for (const { class: counted, count, amount } of lines) {
    const wanted = freshClasses[counted]
    if (wanted === undefined) continue
    const fresh = pricedLine(wanted, count, list, size, factor)
    if (fresh === null) return null
    saved += fresh.amount - amount
  }
  return saved
}
