import { expect, test } from 'vitest'
import { type ExtraUnits, type Usage, unknownUsage } from '#lib/domain/usage.ts'
import type { ClassPrices } from '#lib/domain/price.ts'
import { cataloguePriceBook, makePriceBook } from './make-price-book.ts'

const told: Usage = {
  inputTokens: 100, inputUncachedTokens: 100, cacheReadTokens: 0, cacheWriteTokens: 0,
  cacheWrite5mTokens: 0, cacheWrite1hTokens: 0, cacheWriteOtherTokens: 0, outputTokens: 20, reasoningTokens: 0,
} // prettier-ignore

function projectBook(prices: ClassPrices) {
  const matching = { pattern: '*', provider: null, validFrom: null, validTo: null }
  const own = { ...matching, id: 'p', kind: 'model' as const, prices, longContext: [], serviceTiers: {}, discountPercent: '0' } // prettier-ignore
  return makePriceBook({ prices: [own], billReported: [] }, 1)
}

function price(provider: string, model: string, units: ExtraUnits, usage: Usage = unknownUsage, book = cataloguePriceBook) {
  const call = { provider, model, requestedModel: '', serviceTier: '', reported: [], startNs: 1_795_000_000_000_000_000n }
  const { costUsd, status, reason } = book.priceCall({ ...call, usage, beside: { units, requests: 1 } })
  return [costUsd, status, reason]
} // prettier-ignore

test.each<[string, string, string, ExtraUnits, Usage, unknown[]]>([
  ['time that was heard, at the price of an hour', 'openai', 'whisper-1', { audioMilliseconds: 90_500 }, unknownUsage, ['0.009050000000', 'priced', null]],
  ['the same where there is no price for it', 'openai', 'gpt-4o-transcribe', { audioMilliseconds: 90_500 }, unknownUsage, [null, 'unpriced', 'input_tokens_unknown; output_tokens_unknown; no_price:audioTime']],
  ['time beside the tokens that are charged', 'openai', 'gpt-4o-mini-transcribe', { audioMilliseconds: 90_500, inputAudioTokens: 100, cacheReadAudioTokens: 0 }, told, ['0.000400000000', 'priced', null]],
  ['characters without a price', 'openai', 'gpt-4o-mini-tts', { characters: 500 }, unknownUsage, [null, 'unpriced', 'input_tokens_unknown; output_tokens_unknown; no_price:characters']],
  ['video', 'google', 'gemini-omni-flash-preview', { outputVideoTokens: 20 }, told, ['0.000500000000', 'priced', null]],
  ['video at the price of text', 'gcp.gemini', 'gemini-2.5-flash', { inputVideoTokens: 60, cacheReadVideoTokens: 0 }, told, ['0.000080000000', 'priced', 'priced_as:inputVideo=input']],
  ['grounding, which the catalogue has no price for', 'gcp.gemini', 'gemini-2.5-flash', { webSearches: 1 }, told, ['0.000080000000', 'partial', 'no_price:webSearch']],
  ['searches, citations and reasoning of deep research', 'perplexity', 'sonar-deep-research', { webSearches: 21, citationTokens: 19_899 }, { ...told, outputTokens: 12_163, reasoningTokens: 5000 }, ['0.217302000000', 'priced', null]],
  ['posts that were searched', 'xai', 'grok-4.3', { socialSearches: 7 }, told, ['0.000175000000', 'partial', 'no_price:socialSearch']],
  ['images that a text model had drawn', 'openai', 'gpt-5', { imageGenerations: 1 }, told, ['0.000325000000', 'partial', 'no_price:imageGeneration']],
])('%s', (_name, provider, model, units, usage, expected) => {
  expect(price(provider, model, units, usage)).toEqual(expected)
}) // prettier-ignore

test('a project prices all of them', () => {
  const prices = { input: '1', output: '2', citation: '3', webSearch: '0.035', socialSearch: '0.005', imageGeneration: '0.04', audioTime: '0.36', characters: '15', inputVideo: '5', cacheReadVideo: '1', outputVideo: '50' } // prettier-ignore
  const book = projectBook(prices)
  const units = { citationTokens: 1000, webSearches: 2, socialSearches: 3, imageGenerations: 1, audioMilliseconds: 10_000, characters: 100, inputVideoTokens: 40, cacheReadVideoTokens: 0, outputVideoTokens: 10 } // prettier-ignore
  // 60 text in, 40 video in, 10 text out, 10 video out, 1000 citations; 2 + 3 searches, an image; 10 s, 100 characters.
  const expected = 0.00006 + 0.0002 + 0.00002 + 0.0005 + 0.003 + 0.07 + 0.015 + 0.04 + 0.001 + 0.0015
  expect(price('acme', 'acme-1', units, told, book)).toEqual([`${expected.toFixed(5)}0000000`, 'priced', null])
})

test('where a list has no price of tokens, unknown tokens leave nothing out', () => {
  expect(price('acme', 'acme-1', {}, unknownUsage, projectBook({ request: '0.002' }))).toEqual([
    '0.002000000000',
    'priced',
    null,
  ])
})

test('a measure that has a price stands for tokens that nobody told', () => {
  const book = projectBook({ input: '1', output: '2', characters: '15', imageGeneration: '0.04' })
  expect(price('acme', 'acme-1', { characters: 100 }, unknownUsage, book)).toEqual(['0.001500000000', 'priced', null])
  expect(price('acme', 'acme-1', { imageGenerations: 2 }, unknownUsage, book)).toEqual(['0.080000000000', 'priced', null]) // prettier-ignore
  const output = { ...unknownUsage, outputTokens: 10 }
  expect(price('acme', 'acme-1', { characters: 100 }, output, book)).toEqual(['0.001520000000', 'partial', 'input_tokens_unknown']) // prettier-ignore
})

test('how much of an input was cached matters only where that has a price', () => {
  const unsplit = { ...unknownUsage, inputTokens: 100, outputTokens: 20 }
  const bare = { ...unknownUsage, inputUncachedTokens: 100, outputTokens: 20 }
  const [plain, cached] = [projectBook({ input: '1', output: '2' }), projectBook({ input: '1', output: '2', cacheRead: '0.1' })] // prettier-ignore
  expect(price('acme', 'acme-1', {}, unsplit, plain)).toEqual(['0.000140000000', 'priced', null])
  expect(price('acme', 'acme-1', {}, unsplit, cached)).toEqual(['0.000140000000', 'partial', 'cache_split_unknown'])
  expect(price('acme', 'acme-1', {}, bare, cached)).toEqual(['0.000140000000', 'partial', 'cached_tokens_unknown'])
})
