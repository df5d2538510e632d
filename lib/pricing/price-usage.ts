import type { Usage } from '#lib/domain/usage.ts'
import { formatUsd, parseDecimal, priceUnits } from './fixed-usd.ts'
import type { CallCost } from './price-book.ts'

/** A list price: a number, or one that depends on the size of the whole input. */
export type UnitPrice = number | { base: number; tiers: readonly { start: number; price: number }[] }

/** Unit prices by the catalogue's key; `_mtok` is per million tokens, `_kcount` per thousand. */
export type UnitPrices = Readonly<Record<string, UnitPrice | undefined>>

/** One line of the bill: so many tokens at the first of these keys that is listed. */
type Line = { tokens: number; keys: readonly string[] }

const perMillion = 1_000_000
const perThousand = 1_000

/** A token class without a price of its own falls back to the wider class that contains it. */
const priceKeys = {
  uncached: ['input_mtok'],
  cacheRead: ['cache_read_mtok', 'input_mtok'],
  cacheWrite: ['cache_write_mtok', 'input_mtok'],
  cacheWrite5m: ['cache_write_5m_mtok', 'cache_write_mtok', 'input_mtok'],
  cacheWrite1h: ['cache_write_1h_mtok', 'cache_write_mtok', 'input_mtok'],
  output: ['output_mtok'],
  reasoning: ['output_reasoning_mtok', 'output_mtok'],
} as const

/** Cost of one call: each class × its unit price, rounded half to even to 12 digits once, then added. */
export function priceUsage(usage: Usage, prices: UnitPrices): CallCost {
  const reasons: string[] = []
  const notes: string[] = []
  const lines = [...inputLines(usage, prices, reasons, notes), ...outputLines(usage, prices, reasons)]
  let total = requestFee(prices)
  let priced = total > 0n
  for (const line of lines) {
    if (line.tokens === 0) continue
    const [first] = line.keys
    const key = line.keys.find((candidate) => prices[candidate] !== undefined)
    if (key === undefined) {
      reasons.push(`no_price:${first}`)
      continue
    }
    if (key !== first && !isShortWrite(first, key)) notes.push(`${first} not listed, ${key} used`)
    total += priceUnits(line.tokens, unitPrice(prices[key], usage.inputTokens), perMillion)
    priced = true
  }
  if (!priced && reasons.length > 0) return { costUsd: null, status: 'unpriced', reason: reasons.join('; ') }
  const reason = [...reasons, ...notes].join('; ')
  return {
    costUsd: formatUsd(total),
    status: reasons.length > 0 ? 'partial' : 'priced',
    reason: reason === '' ? null : reason,
  }
}

/** The catalogue's general write price is the one for five minutes. */
function isShortWrite(wanted: string | undefined, listed: string): boolean {
  return wanted === 'cache_write_5m_mtok' && listed === 'cache_write_mtok'
}

function inputLines(usage: Usage, prices: UnitPrices, reasons: string[], notes: string[]): Line[] {
  const known = (usage.inputUncachedTokens ?? 0) + (usage.cacheReadTokens ?? 0) + (usage.cacheWriteTokens ?? 0)
  const total = usage.inputTokens ?? (usage.inputUncachedTokens === null ? null : known)
  if (total === null) reasons.push('input_tokens_unknown')
  // What the classes do not explain can only be charged as fresh input: an upper bound.
  const unexplained = Math.max(0, (total ?? 0) - known)
  if (unexplained > 0) reasons.push('cache_split_unknown')
  return [
    { tokens: (usage.inputUncachedTokens ?? 0) + unexplained, keys: priceKeys.uncached },
    { tokens: usage.cacheReadTokens ?? 0, keys: priceKeys.cacheRead },
    ...cacheWriteLines(usage, prices, notes),
  ]
}

/** Writes whose lifetime is unknown are charged at the catalogue's general write price, and it is said. */
function cacheWriteLines(usage: Usage, prices: UnitPrices, notes: string[]): Line[] {
  const short = usage.cacheWrite5mTokens ?? 0
  const long = usage.cacheWrite1hTokens ?? 0
  const rest = Math.max(0, (usage.cacheWriteTokens ?? 0) - short - long)
  if (rest > 0 && prices['cache_write_1h_mtok'] !== undefined) notes.push('cache_write_lifetime_unknown')
  return [
    { tokens: short, keys: priceKeys.cacheWrite5m },
    { tokens: long, keys: priceKeys.cacheWrite1h },
    { tokens: rest, keys: priceKeys.cacheWrite },
  ]
}

function outputLines(usage: Usage, prices: UnitPrices, reasons: string[]): Line[] {
  if (usage.outputTokens === null) {
    if (prices['output_mtok'] !== undefined) reasons.push('output_tokens_unknown')
    return []
  }
  if (prices['output_reasoning_mtok'] === undefined) return [{ tokens: usage.outputTokens, keys: priceKeys.output }]
  if (usage.reasoningTokens === null) reasons.push('reasoning_tokens_unknown')
  const reasoning = Math.min(usage.reasoningTokens ?? 0, usage.outputTokens)
  return [
    { tokens: usage.outputTokens - reasoning, keys: priceKeys.output },
    { tokens: reasoning, keys: priceKeys.reasoning },
  ]
}

function requestFee(prices: UnitPrices): bigint {
  const fee = prices['requests_kcount']
  return fee === undefined ? 0n : priceUnits(1, unitPrice(fee, null), perThousand)
}

/** A tier applies to all tokens of a call whose whole input is larger than its start. */
function unitPrice(price: UnitPrice | undefined, inputTokens: number | null) {
  const amount = typeof price === 'object' ? tierPrice(price, inputTokens ?? 0) : (price ?? 0)
  return parseDecimal(String(amount)) ?? { digits: 0n, scale: 0 }
}

function tierPrice(
  price: { base: number; tiers: readonly { start: number; price: number }[] },
  inputTokens: number,
): number {
  let found: { start: number; price: number } | null = null
  for (const tier of price.tiers) {
    if (inputTokens > tier.start && (found === null || tier.start > found.start)) found = tier
  }
  return found?.price ?? price.base
}
