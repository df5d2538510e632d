import { array, assert, constantFrom, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { noPrices } from '#lib/domain/price.ts'
import type { ModelPrice, StoredPrice } from '#lib/domain/price.ts'
import { unknownUsage } from '#lib/domain/usage.ts'
import type { Usage } from '#lib/domain/usage.ts'
import { makePriceBook } from './make-price-book.ts'
import { oneRequest } from './price-book.ts'
import type { PriceableCall } from './price-book.ts'

const november2026 = 1_795_000_000_000_000_000n

const million: Usage = {
  ...unknownUsage,
  inputTokens: 1_000_000,
  inputUncachedTokens: 1_000_000,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
}

function modelPrice(more: Partial<ModelPrice> & { id?: string } = {}): StoredPrice {
  return {
    id: 'p1',
    kind: 'model',
    pattern: '*',
    provider: null,
    validFrom: null,
    validTo: null,
    prices: { input: '1', output: '2' },
    longContext: [],
    serviceTiers: {},
    discountPercent: '0',
    ...more,
  }
}

const call: PriceableCall = {
  provider: 'openai',
  model: 'gpt-4.1-mini',
  requestedModel: '',
  serviceTier: '',
  usage: million,
  reported: [],
  beside: oneRequest,
  startNs: november2026,
}

function cost(prices: StoredPrice[], more: Partial<PriceableCall> = {}) {
  return makePriceBook({ ...noPrices, prices }, 3).priceCall({ ...call, ...more })
}

test('the project’s price wins over the catalogue’s and says so', () => {
  expect(cost([])).toMatchObject({
    costUsd: '0.400000000000',
    source: { kind: 'catalogue', name: 'openai/gpt-4.1-mini' },
  })
  expect(cost([modelPrice({ pattern: 'gpt-4.1*' })])).toMatchObject({
    costUsd: '1.000000000000',
    status: 'priced',
    source: { kind: 'project', version: 'prices@3', priceId: 'p1', name: 'gpt-4.1*' },
  })
})

test('the most particular price wins, in whatever order they are stored', () => {
  const prices = [
    modelPrice({ id: 'any', pattern: '*', prices: { input: '1' } }),
    modelPrice({ id: 'short', pattern: 'gpt*', prices: { input: '2' } }),
    modelPrice({ id: 'long', pattern: 'gpt-4.1*', prices: { input: '3' } }),
    modelPrice({ id: 'exact', pattern: 'gpt-4.1-mini', prices: { input: '4' } }),
    modelPrice({ id: 'provider', pattern: 'gpt*', provider: 'OpenAI', prices: { input: '5' } }),
  ]
  const chosen = (left: StoredPrice[]) => cost(left.toReversed()).source?.priceId
  expect(chosen(prices)).toBe('provider')
  expect([4, 3, 2, 1].map((count) => chosen(prices.slice(0, count)))).toEqual(['exact', 'long', 'short', 'any'])
})

test('a price holds from its first day to the one before its last', () => {
  const prices = [
    modelPrice({ id: 'old', validTo: '2026-11-01', prices: { input: '7' } }),
    modelPrice({ id: 'new', validFrom: '2026-11-01', validTo: '2026-12-01', prices: { input: '8' } }),
  ]
  const at = (iso: string) => cost(prices, { startNs: BigInt(Date.parse(iso)) * 1_000_000n }).costUsd
  expect(at('2026-10-31T23:59:59.999Z')).toBe('7.000000000000')
  expect(at('2026-11-01T00:00:00Z')).toBe('8.000000000000')
  expect(at('2026-12-01T00:00:00Z')).toBe('0.400000000000')
})

test('a discount and a service tier multiply the list price, once rounded', () => {
  const prices = [modelPrice({ prices: null, serviceTiers: { batch: '0.5' }, discountPercent: '12.5' })]
  const cheap = cost(prices, { serviceTier: 'Batch' })
  expect(cheap).toMatchObject({ costUsd: '0.175000000000', status: 'priced', source: { kind: 'catalogue' } })
  expect(cheap.factors).toEqual([
    { kind: 'serviceTier', name: 'batch', factor: '0.5' },
    { kind: 'discount', name: '12.5 %', factor: '0.875' },
  ])
  expect(cost(prices, { serviceTier: 'flex' })).toMatchObject({
    costUsd: '0.350000000000',
    status: 'partial',
    reason: 'service_tier_not_covered:flex',
  })
})

test('one’s own server has the price that the project gives it', () => {
  const own = { provider: 'ollama', model: 'llama3' }
  expect(cost([], own)).toMatchObject({ costUsd: null, status: 'unpriced' })
  expect(cost([modelPrice({ prices: null, discountPercent: '10' })], own)).toMatchObject({ costUsd: null })
  expect(cost([modelPrice({ prices: { input: '0.2' } })], own)).toMatchObject({ costUsd: '0.200000000000' })
})

test('audio and images are charged apart where they have a price, and as text where not', () => {
  const beside = { units: { inputAudioTokens: 400_000, inputImageTokens: 100_000 }, requests: 1 }
  expect(cost([modelPrice({ prices: { input: '1', inputAudio: '10' } })], { beside })).toMatchObject({
    costUsd: '4.600000000000',
    status: 'priced',
  })
})

test('requests and searches are charged each', () => {
  const prices = { input: '0', request: '0.01', webSearch: '0.03' }
  expect(cost([modelPrice({ prices })], { beside: { units: { webSearches: 3 }, requests: 1 } }).costUsd).toBe(
    '0.100000000000',
  )
})

test('reading from the cache saves the difference to fresh input, writing costs it', () => {
  const usage: Usage = {
    ...million,
    inputTokens: 3_000_000,
    cacheReadTokens: 1_000_000,
    cacheWriteTokens: 1_000_000,
    cacheWriteOtherTokens: 1_000_000,
  }
  const prices = { input: '3', cacheRead: '0.3', cacheWriteOther: '3.75', output: '15' }
  expect(cost([modelPrice({ prices })], { usage }).cacheSaved).toBe(1_950_000_000_000n)
})

test('a tool costs what its price says for each call', () => {
  const search: StoredPrice = {
    id: 't1',
    kind: 'tool',
    pattern: 'web_*',
    provider: null,
    validFrom: null,
    validTo: null,
    perCallUsd: '0.005',
  }
  const book = makePriceBook({ ...noPrices, prices: [search] }, 3)
  expect(book.priceTool({ name: 'web_search', startNs: november2026 })).toMatchObject({
    costUsd: '0.005000000000',
    source: { kind: 'project', version: 'prices@3', priceId: 't1' },
  })
  expect(book.priceTool({ name: 'read_file', startNs: november2026 })).toBeNull()
})

test('a dialect that is billed as reported costs what it says, and is computed where it says nothing', () => {
  const book = makePriceBook({ prices: [], billReported: ['acme-sdk'] }, 1)
  const twin = { dialect: 'other', costUsd: '1' }
  const told = [twin, { dialect: 'acme-sdk', costUsd: '0.123' }]
  expect(book.priceCall({ ...call, reported: told })).toMatchObject({
    costUsd: '0.123000000000',
    status: 'priced',
    source: { kind: 'reported', name: 'acme-sdk' },
  })
  expect(book.priceCall(call)).toMatchObject({ costUsd: '0.400000000000', source: { kind: 'catalogue' } })
  expect(book.priceCall({ ...call, reported: [twin] }).source?.kind).toBe('catalogue')
  expect(book.priceCall({ ...call, reported: [{ dialect: 'acme-sdk', costUsd: '' }] }).source?.kind).toBe('catalogue')
})

test('the version of a price book names the catalogue and the table', () => {
  expect(makePriceBook(noPrices, 0).version).toMatch(/^genai-prices@[\d.]+$/)
  expect(makePriceBook(noPrices, 7).version).toMatch(/^genai-prices@[\d.]+\+prices@7$/)
})

test('of any table the price that holds is the most particular one of those that match', () => {
  const days = [null, '2026-10-31', '2026-11-01', '2026-11-02', '2026-11-03'] as const
  const prices = array(
    record({
      pattern: constantFrom('*', 'gpt*', 'GPT-4.1*', 'gpt-4.1-mini', '*mini', 'o3', 'my-*'),
      provider: constantFrom(null, 'openai', 'OpenAI', 'azure.openai'),
      validFrom: constantFrom(...days),
      validTo: constantFrom(...days),
    }),
    { maxLength: 12 },
  )
  assert(
    property(prices, constantFrom('2026-10-31', '2026-11-01', '2026-11-02'), constantFrom(0n, 86_399_999n), (table, day, ms) => {
      const stored = table.map((price, index) => modelPrice({ ...price, id: String(index) }))
      const startNs = (BigInt(Date.parse(day)) + ms) * 1_000_000n
      const holds = stored.filter(({ pattern, provider, validFrom, validTo }) => {
        const shape = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`, 'i')
        const isMeant = shape.test('gpt-4.1-mini') || shape.test('my-alias')
        const isThen = (validFrom ?? '') <= day && day < (validTo ?? '9')
        return isMeant && isThen && (provider ?? 'openai').toLowerCase() === 'openai'
      })
      const rank = ({ pattern, provider, validFrom }: StoredPrice) =>
        [provider === null ? 0 : 1, pattern.includes('*') ? 0 : 1, String(pattern.length).padStart(3, '0'), validFrom ?? ''].join(' ')
      const best = holds.map(rank).toSorted().at(-1)
      const chosen = cost(stored, { model: 'gpt-4.1-mini', requestedModel: 'my-alias', startNs }).source?.priceId ?? null
      const found = stored.find(({ id }) => id === chosen)
      expect(found === undefined ? undefined : rank(found)).toBe(best)
      expect(cost(stored.toReversed(), { model: 'gpt-4.1-mini', requestedModel: 'my-alias', startNs }).source?.priceId ?? null).toBe(chosen)
    }),
  )
}) // prettier-ignore
