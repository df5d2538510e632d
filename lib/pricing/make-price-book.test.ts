import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { unknownUsage } from '#lib/domain/usage.ts'
import type { Usage } from '#lib/domain/usage.ts'
import { catalogueVersion } from './catalogue-offer.ts'
import { catalogueList } from './catalogue-list.ts'
import { cataloguePriceBook, makePriceBook } from './make-price-book.ts'
import { oneRequest } from './price-book.ts'
import type { PriceableCall } from './price-book.ts'
import { priceUsage } from './price-usage.ts'

const november2026 = 1_795_000_000_000_000_000n

const plain: Usage = {
  inputTokens: 1000, inputUncachedTokens: 1000, cacheReadTokens: 0, cacheWriteTokens: 0,
  cacheWrite5mTokens: 0, cacheWrite1hTokens: 0, cacheWriteOtherTokens: 0, outputTokens: 100, reasoningTokens: 0,
} // prettier-ignore

function price(call: Partial<PriceableCall>) {
  return cataloguePriceBook.priceCall({
    provider: 'openai',
    model: 'gpt-4.1-mini',
    requestedModel: '',
    serviceTier: '',
    usage: plain,
    reported: [],
    beside: oneRequest,
    startNs: november2026,
    ...call,
  })
}

test('the version is that of the installed catalogue', () => {
  const manifest: unknown = JSON.parse(readFileSync('node_modules/@pydantic/genai-prices/package.json', 'utf8'))
  expect(manifest).toMatchObject({ version: catalogueVersion })
})

describe('list prices', () => {
  test('each class at its own price', () => {
    // Claude Sonnet 4.5: 3 in, 0.30 read, 3.75 write 5m, 6 write 1h, 15 out per million.
    const usage: Usage = {
      inputTokens: 1561, inputUncachedTokens: 561, cacheReadTokens: 600, cacheWriteTokens: 400,
      cacheWrite5mTokens: 300, cacheWrite1hTokens: 100, cacheWriteOtherTokens: 0, outputTokens: 139, reasoningTokens: 0,
    } // prettier-ignore
    expect(price({ provider: 'anthropic', model: 'claude-sonnet-4-5-20250929', usage })).toMatchObject({
      costUsd: '0.005673000000',
      status: 'priced',
      reason: null,
    })
  })

  test('a tier applies to the whole call once the whole input passes its start', () => {
    const prices = {
      input_mtok: { base: 3, tiers: [{ start: 200_000, price: 6 }] },
      output_mtok: { base: 15, tiers: [{ start: 200_000, price: 22.5 }] },
    }
    const list = catalogueList(prices)
    const ofInput = (tokens: number) =>
      priceUsage({ ...plain, inputTokens: tokens, inputUncachedTokens: tokens, outputTokens: 0 }, oneRequest, list, [])
        .costUsd
    expect([ofInput(200_000), ofInput(200_001)]).toEqual(['0.600000000000', '1.200006000000'])
  })

  test.each<[string, Partial<PriceableCall>]>([
    ['the requested model when the answered one is unknown', { model: 'deployment-7', requestedModel: 'gpt-4.1-mini' }],
    ['the model alone when no provider is known', { provider: '' }],
    ['a vendor prefix', { provider: 'gateway', model: 'openai/gpt-4.1-mini' }],
    ['a host of the same vendor', { provider: 'azure.openai' }],
  ])('found by %s', (_name, call) => {
    expect(price(call)).toMatchObject({ costUsd: '0.000560000000', status: 'priced', reason: null })
  })

  test.each([
    ['aws.bedrock', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['gcp.vertex_ai', 'claude-sonnet-4-5@20250929'],
    ['gcp.gemini', 'models/gemini-2.5-flash'],
    ['xai', 'grok-4.3'],
    ['openai', 'text-embedding-3-small'],
  ])('%s %s is listed', (provider, model) => {
    expect(price({ provider, model, usage: { ...plain, outputTokens: provider === 'openai' ? 0 : 100 } }).status).toBe(
      'priced',
    )
  })
})

describe('what is not known is said', () => {
  const cases: { name: string; call: Partial<PriceableCall>; status: string; reason: string | RegExp; costUsd?: string | null }[] = [
    { name: 'an unlisted model', call: { model: 'acme-1' }, status: 'unpriced', reason: 'no_price_listed:openai/acme-1', costUsd: null },
    { name: 'no model', call: { model: '' }, status: 'unpriced', reason: 'model_unknown', costUsd: null },
    { name: 'one’s own server', call: { provider: 'ollama', model: 'gpt-4.1-mini' }, status: 'unpriced', reason: 'self_hosted:ollama', costUsd: null },
    { name: 'a tier without list price', call: { serviceTier: 'flex' }, status: 'partial', reason: 'service_tier_not_covered:flex', costUsd: '0.000560000000' },
    { name: 'the default tier', call: { serviceTier: 'default' }, status: 'priced', reason: /^$/, costUsd: '0.000560000000' },
    { name: 'an input without its split', call: { usage: { ...unknownUsage, inputTokens: 1000, outputTokens: 100 } }, status: 'partial', reason: 'cache_split_unknown', costUsd: '0.000560000000' },
    { name: 'an unknown output', call: { usage: { ...plain, outputTokens: null } }, status: 'partial', reason: 'output_tokens_unknown', costUsd: '0.000400000000' },
    { name: 'an unknown input', call: { usage: { ...unknownUsage, outputTokens: 100 } }, status: 'partial', reason: 'input_tokens_unknown', costUsd: '0.000160000000' },
    { name: 'nothing at all', call: { usage: unknownUsage }, status: 'unpriced', reason: 'input_tokens_unknown; output_tokens_unknown', costUsd: null },
  ] // prettier-ignore

  test.each(cases)('$name', ({ call, status, reason, costUsd }) => {
    const cost = price(call)
    expect(cost.status).toBe(status)
    expect(cost.reason ?? '').toMatch(reason)
    expect(cost.costUsd).toBe(costUsd)
  })

  test('a class without a price of its own is charged as the wider class, and it is said', () => {
    const usage: Usage = { ...plain, inputUncachedTokens: 400, cacheReadTokens: 600 }
    expect(priceUsage(usage, oneRequest, catalogueList({ input_mtok: 2, output_mtok: 8 }), [])).toMatchObject({
      costUsd: '0.002800000000',
      status: 'priced',
      reason: 'priced_as:cacheRead=input',
    })
  })

  test('a write of unknown lifetime takes the general write price', () => {
    const usage: Usage = {
      ...plain,
      inputUncachedTokens: 0,
      cacheWriteTokens: 1000,
      cacheWriteOtherTokens: 1000,
      outputTokens: 0,
    }
    const prices = { input_mtok: 3, cache_write_mtok: 3.75, cache_write_1h_mtok: 6 }
    expect(priceUsage(usage, oneRequest, catalogueList(prices), [])).toMatchObject({
      costUsd: '0.003750000000',
      status: 'priced',
      reason: 'cache_write_lifetime_unknown',
    })
  })
})

describe('what no emitter told is no zero', () => {
  const bare: Usage = { ...unknownUsage, inputUncachedTokens: 1000, outputTokens: 100, reasoningTokens: 0 }

  test('an input without its cache is a part of what the call cost', () => {
    const sonnet = { provider: 'anthropic', model: 'claude-sonnet-4-5' }
    const part = { costUsd: '0.004500000000', status: 'partial', reason: 'cached_tokens_unknown' }
    expect(price({ ...sonnet, usage: bare })).toMatchObject(part)
    expect(price({ ...sonnet, usage: { ...bare, cacheReadTokens: 0 } })).toMatchObject(part)
  })

  test('except where nothing is charged for a cache', () => {
    const llama = { provider: 'aws.bedrock', model: 'us.meta.llama3-3-70b-instruct-v1:0' }
    expect(price({ ...llama, usage: bare })).toMatchObject({ status: 'priced', reason: null })
  })

  test.each([
    ['a write for an hour that has only the price of a short one', 'gcp.vertex_ai', 'cacheWrite1hTokens', 'cacheWrite1h=cacheWriteOther', '0.003750000000'],
    ['a write that has no price at all', 'openai', 'cacheWriteOtherTokens', 'cacheWriteOther=input', '0.000400000000'],
  ])('%s', (_name, provider, field, code, costUsd) => {
    const usage = { ...plain, inputUncachedTokens: 0, cacheWriteTokens: 1000, [field]: 1000, outputTokens: 0 }
    const model = provider === 'openai' ? 'gpt-4.1-mini' : 'claude-sonnet-4-5@20250929'
    expect(price({ provider, model, usage })).toMatchObject({ costUsd, status: 'partial', reason: `priced_as:${code}` })
  }) // prettier-ignore
})

describe('a total over nobody knows how many calls', () => {
  const total: PriceableCall['beside'] = { units: {}, requests: null }
  const ofInput = (tokens: number): Usage => ({ ...plain, inputTokens: tokens, inputUncachedTokens: tokens })

  test('is not one large call', () => {
    const gemini = { provider: 'gcp.gemini', model: 'gemini-2.5-pro' }
    const large = { ...gemini, usage: ofInput(300_000) }
    expect(price(large)).toMatchObject({ costUsd: '0.751500000000', status: 'priced' })
    expect(price({ ...large, beside: total })).toMatchObject({ costUsd: '0.376000000000', status: 'partial', reason: 'input_sizes_unknown' }) // prettier-ignore
    expect(price({ ...gemini, usage: ofInput(200_000), beside: total })).toMatchObject({ status: 'priced', reason: null }) // prettier-ignore
  })

  test('does not tell its requests', () => {
    const sonar = { provider: 'perplexity', model: 'sonar', usage: plain }
    expect(price(sonar).costUsd).toBe('0.013100000000')
    expect(price({ ...sonar, beside: total })).toMatchObject({ costUsd: '0.001100000000', status: 'partial', reason: 'highest_price:request; requests_unknown' }) // prettier-ignore
  })
})

test('a service tier changes what tokens cost, a discount everything', () => {
  const own = { id: 'p', kind: 'model' as const, pattern: '*', provider: null, validFrom: null, validTo: null }
  const prices = { input: '1', output: '0', webSearch: '0.01', request: '0.1' }
  const book = (discountPercent: string) =>
    makePriceBook({ prices: [{ ...own, prices, longContext: [], serviceTiers: { batch: '0.5' }, discountPercent }], billReported: [] }, 1) // prettier-ignore
  const call = {
    provider: 'acme',
    model: 'acme-1',
    requestedModel: '',
    reported: [],
    startNs: november2026,
    usage: plain,
  }
  const ofTier = (serviceTier: string, discountPercent: string) =>
    book(discountPercent).priceCall({ ...call, serviceTier, beside: { units: { webSearches: 2 }, requests: 1 } })
      .costUsd
  expect(ofTier('', '0')).toBe('0.121000000000')
  expect(ofTier('batch', '0')).toBe('0.120500000000')
  expect(ofTier('batch', '10')).toBe('0.108450000000')
})
