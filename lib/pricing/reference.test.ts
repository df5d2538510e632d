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

/** `amount / per` may have no end: it is compared with its neighbours times `per`. */
function roundToTwelveDigits(amount: bigint, per: bigint): bigint {
  const unit = coarse * per
  const below = amount / unit
  const distance = amount - below * unit
  if (distance * 2n < unit) return below
  if (distance * 2n > unit) return below + 1n
  return below % 2n === 0n ? below : below + 1n
}

type Case = {
  fresh: number
  read: number
  /** Of the two above, and of the output. */
  audio: { fresh: number; read: number; output: number }
  image: { fresh: number; read: number; output: number }
  video: { fresh: number; read: number; output: number }
  searches: { web: number; social: number; file: number; code: number; drawn: number }
  citations: number
  /** Of the same audio that the tokens count. */
  measured: { milliseconds: number; characters: number }
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
    video: string
    cachedVideo: string
    filmed: string
    citation: string
    web: string
    social: string
    file: string
    code: string
    drawing: string
    hour: string
    characters: string
  } | null
  long: { aboveInputTokens: number; input: string }
  discount: number
  batch: string | null
}

function wholeInput({ fresh, read, audio, image, video, write5m, write1h, writeOther }: Case): number {
  const parts = [audio, image, video].reduce((sum, each) => sum + each.fresh + each.read, 0)
  return fresh + read + parts + write5m + write1h + writeOther
}

function reference(call: Case): string {
  const { fresh, read, audio, image, video, searches, citations, measured } = call
  const { write5m, write1h, writeOther, output, prices, beside, long, discount, batch } = call
  const thought = call.reasoningPrice === null ? 0 : call.reasoning
  const isLong = wholeInput(call) > long.aboveInputTokens
  const left = BigInt(100 - discount)
  const tier = batch === null ? fine : finely(batch)
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
    [video.fresh, beside?.video ?? input],
    [video.read, beside?.cachedVideo ?? prices.cacheRead],
    [video.output, beside?.filmed ?? prices.output],
    [citations, beside?.citation ?? '0'],
    [searches.web, beside?.web ?? '0', 1n],
    [searches.social, beside?.social ?? '0', 1n],
    [searches.file, beside?.file ?? '0', 1n],
    [searches.code, beside?.code ?? '0', 1n],
    [searches.drawn, beside?.drawing ?? '0', 1n],
    [measured.milliseconds, beside?.hour ?? '0', 3_600_000n],
    [measured.characters, beside?.characters ?? '0'],
  ]
  let sum = 0n
  for (const [tokens, price, per = 1_000_000n] of priced) {
    sum += roundToTwelveDigits(BigInt(tokens) * finely(price) * left * (per === 1n ? fine : tier), fine * 100n * per)
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
  video: parts,
  searches: record({ web: several, social: several, file: several, code: several, drawn: several }),
  citations: part,
  measured: record({ milliseconds: part, characters: part }),
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
      video: price,
      cachedVideo: price,
      filmed: price,
      citation: price,
      web: price,
      social: price,
      file: price,
      code: price,
      drawing: price,
      hour: price,
      characters: price,
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
  const { fresh, read, audio, image, video, searches, citations, measured } = call
  const { write5m, write1h, writeOther, output, reasoning, prices, beside, long, discount, batch } = call
  const allFresh = fresh + audio.fresh + image.fresh + video.fresh
  const allRead = read + audio.read + image.read + video.read
  const allOutput = output + reasoning + audio.output + image.output + video.output
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
    reported: [],
    beside: {
      requests: 1,
      units: {
        inputAudioTokens: audio.fresh + audio.read,
        cacheReadAudioTokens: audio.read,
        outputAudioTokens: audio.output,
        inputImageTokens: image.fresh + image.read,
        cacheReadImageTokens: image.read,
        outputImageTokens: image.output,
        inputVideoTokens: video.fresh + video.read,
        cacheReadVideoTokens: video.read,
        outputVideoTokens: video.output,
        citationTokens: citations,
        webSearches: searches.web,
        socialSearches: searches.social,
        fileSearches: searches.file,
        codeExecutions: searches.code,
        imageGenerations: searches.drawn,
        audioMilliseconds: measured.milliseconds,
        characters: measured.characters,
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
      outputTokens: allOutput,
      reasoningTokens: reasoning,
    },
  })
  const lines = cost.lines.reduce((sum, line) => sum + line.amount, 0n)
  expect(cost.costUsd).toBe(formatUsd(lines))
  expect(cost.lines.every(({ amount, count }) => amount >= 0n && count > 0)).toBe(true)
  const actions = Object.values(searches).reduce((sum, count) => sum + count, citations)
  const unlikeText = audio.fresh + audio.read + audio.output + image.output + video.output
  const hasTokens = wholeInput(call) + allOutput > 0
  const isMeasured = !hasTokens && measured.milliseconds + measured.characters > 0
  const isAll = beside !== null || (actions + unlikeText === 0 && !isMeasured)
  expect(cost.status).toBe(isAll ? 'priced' : cost.lines.length === 0 ? 'unpriced' : 'partial')
  return cost.costUsd ?? formatUsd(0n)
}

function classPrices(beside: Case['beside']): ClassPrices {
  if (beside === null) return {}
  return {
    inputAudio: beside.audio,
    cacheReadAudio: beside.cachedAudio,
    outputAudio: beside.spoken,
    inputImage: beside.image,
    cacheReadImage: beside.cachedImage,
    outputImage: beside.drawn,
    inputVideo: beside.video,
    cacheReadVideo: beside.cachedVideo,
    outputVideo: beside.filmed,
    citation: beside.citation,
    webSearch: beside.web,
    socialSearch: beside.social,
    fileSearch: beside.file,
    codeExecution: beside.code,
    imageGeneration: beside.drawing,
    audioTime: beside.hour,
    characters: beside.characters,
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
