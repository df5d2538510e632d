import { assert, constant, constantFrom, integer, nat, oneof, option, property, record, tuple } from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { expect, test } from 'vitest'
import { noPrices } from '#lib/domain/price.ts'
import type { StoredPrice } from '#lib/domain/price.ts'
import { formatUsd } from './fixed-usd.ts'
import { makePriceBook } from './make-price-book.ts'
import { noExtraUnits } from './price-book.ts'

/**
 * A second calculator, written from the rules alone and in another way: everything is counted in 10^-40 dollars, each
 * class is rounded by comparing with the two neighbouring amounts, the amounts are added.
 */
const fine = 10n ** 40n
const coarse = 10n ** 28n

function finely(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.')
  return BigInt(whole) * fine + BigInt(fraction.padEnd(40, '0'))
}

function roundToTwelveDigits(amount: bigint): bigint {
  const below = amount / coarse
  const distance = amount - below * coarse
  if (distance * 2n < coarse) return below
  if (distance * 2n > coarse) return below + 1n
  return below % 2n === 0n ? below : below + 1n
}

type Case = {
  fresh: number
  read: number
  write5m: number
  write1h: number
  output: number
  prices: { input: string; cacheRead: string; cacheWrite5m: string; cacheWrite1h: string; output: string }
  long: { aboveInputTokens: number; input: string }
  discount: number
  batch: string | null
}

function reference({ fresh, read, write5m, write1h, output, prices, long, discount, batch }: Case): string {
  const isLong = fresh + read + write5m + write1h > long.aboveInputTokens
  const factor = BigInt(100 - discount) * (batch === null ? fine : finely(batch))
  const priced: [number, string][] = [
    [fresh, isLong ? long.input : prices.input],
    [read, prices.cacheRead],
    [write5m, prices.cacheWrite5m],
    [write1h, prices.cacheWrite1h],
    [output, prices.output],
  ]
  let sum = 0n
  for (const [tokens, price] of priced) {
    sum += roundToTwelveDigits((BigInt(tokens) * finely(price) * factor) / (fine * 100n * 1_000_000n))
  }
  return `${sum / 10n ** 12n}.${(sum % 10n ** 12n).toString().padStart(12, '0')}`
}

const tokens = oneof(nat(50), nat(300_000), nat(2_000_000_000))
const decimal = (digits: number, fraction: number) =>
  tuple(nat(10 ** digits - 1), nat(10 ** fraction - 1)).map(
    ([whole, part]) => `${whole}.${String(part).padStart(fraction, '0')}`,
  )
const price = oneof(decimal(3, 2), decimal(1, 6), decimal(2, 8), constant('0'), constant('0.0000005'))

const cases: Arbitrary<Case> = record({
  fresh: tokens,
  read: tokens,
  write5m: tokens,
  write1h: tokens,
  output: tokens,
  prices: record({ input: price, cacheRead: price, cacheWrite5m: price, cacheWrite1h: price, output: price }),
  long: record({ aboveInputTokens: integer({ min: 1, max: 400_000 }), input: price }),
  discount: nat(100),
  batch: option(constantFrom('0.5', '0.75', '1.3', '2')),
})

function ours({ fresh, read, write5m, write1h, output, prices, long, discount, batch }: Case): string | null {
  const own: StoredPrice = {
    id: 'p',
    kind: 'model',
    pattern: 'acme-*',
    provider: null,
    validFrom: null,
    validTo: null,
    prices,
    longContext: [{ aboveInputTokens: long.aboveInputTokens, prices: { input: long.input } }],
    serviceTiers: batch === null ? {} : { batch },
    discountPercent: String(discount),
  }
  const cost = makePriceBook({ ...noPrices, prices: [own] }, 1).priceCall({
    provider: 'acme',
    model: 'acme-1',
    requestedModel: '',
    serviceTier: batch === null ? '' : 'batch',
    dialect: '',
    reportedCostUsd: '',
    extra: noExtraUnits,
    startNs: 1_795_000_000_000_000_000n,
    usage: {
      inputTokens: fresh + read + write5m + write1h,
      inputUncachedTokens: fresh,
      cacheReadTokens: read,
      cacheWriteTokens: write5m + write1h,
      cacheWrite5mTokens: write5m,
      cacheWrite1hTokens: write1h,
      cacheWriteOtherTokens: 0,
      outputTokens: output,
      reasoningTokens: 0,
    },
  })
  const lines = cost.lines.reduce((sum, line) => sum + line.amount, 0n)
  expect(cost.costUsd).toBe(formatUsd(lines))
  expect(cost.lines.every(({ amount, count }) => amount >= 0n && count > 0)).toBe(true)
  return cost.costUsd
}

test('10,000 calls cost what a second calculator says', () => {
  assert(
    property(cases, (call) => {
      expect(ours(call)).toBe(reference(call))
    }),
    { numRuns: 10_000 },
  )
}, 60_000)
