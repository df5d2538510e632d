import { assert, constant, constantFrom, integer, nat, oneof, option, property, record, tuple } from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { expect, test } from 'vitest'
import { noPrices } from '#lib/domain/price.ts'
import type { ClassPrices, StoredPrice } from '#lib/domain/price.ts'
import { formatUsd } from './fixed-usd.ts'
import { makePriceBook } from './make-price-book.ts'

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
  /** Of the two above, and of the output. */
  audio: { fresh: number; read: number; output: number }
  image: { fresh: number; read: number; output: number }
  searches: { web: number; file: number; code: number }
  write5m: number
  write1h: number
  /** Written for nobody knows how long. */
  writeOther: number
  output: number
  /** Of the output, and what it costs where it has a price of its own. */
  reasoning: number
  reasoningPrice: string | null
  /** Of one request, where there is such a price. */
  request: string | null
  prices: { input: string; cacheRead: string; cacheWrite5m: string; cacheWrite1h: string; output: string }
  /** Every class beside text has a price, or none has. */
  beside: {
    audio: string
    cachedAudio: string
    spoken: string
    image: string
    cachedImage: string
    drawn: string
    web: string
    file: string
    code: string
  } | null
  long: { aboveInputTokens: number; input: string }
  discount: number
  batch: string | null
}

function wholeInput({ fresh, read, audio, image, write5m, write1h, writeOther }: Case): number {
  return fresh + read + audio.fresh + audio.read + image.fresh + image.read + write5m + write1h + writeOther
}

function reference(call: Case): string {
  const { fresh, read, audio, image, searches, write5m, write1h, writeOther, output, prices, beside, long, discount, batch } = call // prettier-ignore

  const thought = call.reasoningPrice === null ? 0 : call.reasoning
  const isLong = wholeInput(call) > long.aboveInputTokens
  const factor = BigInt(100 - discount) * (batch === null ? fine : finely(batch))
  const input = isLong ? long.input : prices.input
  const priced: [number, string, bigint?][] = [
    [fresh, input],
    [audio.fresh, beside?.audio ?? input],
    [image.fresh, beside?.image ?? input],
    [read, prices.cacheRead],
    [audio.read, beside?.cachedAudio ?? prices.cacheRead],
    [image.read, beside?.cachedImage ?? prices.cacheRead],
    [write5m, prices.cacheWrite5m],
    [write1h, prices.cacheWrite1h],
    [writeOther, prices.cacheWrite5m],
    [output + call.reasoning - thought, prices.output],
    [thought, call.reasoningPrice ?? '0'],
    [1, call.request ?? '0', 1n],
    [audio.output, beside?.spoken ?? prices.output],
    [image.output, beside?.drawn ?? prices.output],
    [searches.web, beside?.web ?? '0', 1n],
    [searches.file, beside?.file ?? '0', 1n],
    [searches.code, beside?.code ?? '0', 1n],
  ]
  let sum = 0n
  for (const [tokens, price, per = 1_000_000n] of priced) {
    sum += roundToTwelveDigits((BigInt(tokens) * finely(price) * factor) / (fine * 100n * per))
  }
  return `${sum / 10n ** 12n}.${(sum % 10n ** 12n).toString().padStart(12, '0')}`
}

const tokens = oneof(nat(50), nat(300_000), nat(2_000_000_000))
const decimal = (digits: number, fraction: number) =>
  tuple(nat(10 ** digits - 1), nat(10 ** fraction - 1)).map(
    ([whole, part]) => `${whole}.${String(part).padStart(fraction, '0')}`,
  )
const price = oneof(decimal(3, 2), decimal(1, 6), decimal(2, 8), constant('0'), constant('0.0000005'))

const part = oneof(constant(0), tokens)
const parts = record({ fresh: part, read: part, output: part })
const several = oneof(constant(0), nat(40))

const cases: Arbitrary<Case> = record({
  fresh: tokens,
  read: tokens,
  audio: parts,
  image: parts,
  searches: record({ web: several, file: several, code: several }),
  write5m: tokens,
  write1h: tokens,
  writeOther: part,
  output: tokens,
  reasoning: part,
  reasoningPrice: option(price),
  request: option(price),
  prices: record({ input: price, cacheRead: price, cacheWrite5m: price, cacheWrite1h: price, output: price }),
  beside: option(
    record({
      audio: price,
      cachedAudio: price,
      spoken: price,
      image: price,
      cachedImage: price,
      drawn: price,
      web: price,
      file: price,
      code: price,
    }),
  ),
  long: record({ aboveInputTokens: integer({ min: 1, max: 400_000 }), input: price }),
  discount: nat(100),
  batch: option(constantFrom('0.5', '0.75', '1.3', '2')),
})

/** Often the whole input is just as large as the step to other prices, or one token off. */
const atTheEdge = tuple(cases, option(constantFrom(-1, 0, 1))).map(([call, off]): Case => {
  if (off === null) return call
  return { ...call, long: { ...call.long, aboveInputTokens: Math.max(1, wholeInput(call) + off) } }
})

function ours(call: Case): string | null {
  const { fresh, read, audio, image, searches, write5m, write1h, writeOther, output, reasoning, prices, beside, long, discount, batch } = call // prettier-ignore
  const allFresh = fresh + audio.fresh + image.fresh
  const allRead = read + audio.read + image.read
  const own: StoredPrice = {
    id: 'p',
    kind: 'model',
    pattern: 'acme-*',
    provider: null,
    validFrom: null,
    validTo: null,
    prices: {
      ...prices,
      ...(call.reasoningPrice === null ? {} : { reasoning: call.reasoningPrice }),
      ...(call.request === null ? {} : { request: call.request }),
      ...classPrices(beside),
    },
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
    beside: {
      requests: 1,
      units: {
        inputAudioTokens: audio.fresh + audio.read,
        cacheReadAudioTokens: audio.read,
        outputAudioTokens: audio.output,
        inputImageTokens: image.fresh + image.read,
        cacheReadImageTokens: image.read,
        outputImageTokens: image.output,
        webSearches: searches.web,
        fileSearches: searches.file,
        codeExecutions: searches.code,
      },
    },
    startNs: 1_795_000_000_000_000_000n,
    usage: {
      inputTokens: allFresh + allRead + write5m + write1h + writeOther,
      inputUncachedTokens: allFresh,
      cacheReadTokens: allRead,
      cacheWriteTokens: write5m + write1h + writeOther,
      cacheWrite5mTokens: write5m,
      cacheWrite1hTokens: write1h,
      cacheWriteOtherTokens: writeOther,
      outputTokens: output + reasoning + audio.output + image.output,
      reasoningTokens: reasoning,
    },
  })
  const lines = cost.lines.reduce((sum, line) => sum + line.amount, 0n)
  expect(cost.costUsd).toBe(formatUsd(lines))
  expect(cost.lines.every(({ amount, count }) => amount >= 0n && count > 0)).toBe(true)
  const isAll =
    beside !== null ||
    searches.web + searches.file + searches.code + audio.fresh + audio.read + audio.output + image.output === 0
  expect(cost.status).toBe(isAll ? 'priced' : 'partial')
  return cost.costUsd
}

function classPrices(beside: Case['beside']): ClassPrices {
  if (beside === null) return {}
  const { audio, cachedAudio, spoken, image, cachedImage, drawn, web, file, code } = beside
  return {
    inputAudio: audio,
    cacheReadAudio: cachedAudio,
    outputAudio: spoken,
    inputImage: image,
    cacheReadImage: cachedImage,
    outputImage: drawn,
    webSearch: web,
    fileSearch: file,
    codeExecution: code,
  }
}

test('10,000 calls cost what a second calculator says', () => {
  assert(
    property(atTheEdge, (call) => {
      expect(ours(call)).toBe(reference(call))
    }),
    { numRuns: 10_000 },
  )
}, 60_000)
