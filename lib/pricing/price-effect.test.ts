import { describe, expect, it } from 'vitest'
import { noPrices, type PriceTable, type StoredPrice } from '#lib/domain/price.ts'
import { catalogueVersion } from './catalogue-offer.ts'
import { parseUsd } from './fixed-usd.ts'
import { cataloguePriceBook, makePriceBook } from './make-price-book.ts'
import { priceEffect, type PricedShare } from './price-effect.ts'

const noTokens = {
  inputUncached: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  cacheWriteOther: 0,
  output: 0,
  reasoning: 0,
}
const catalogue = `genai-prices@${catalogueVersion}`
const share = (more: Partial<PricedShare> = {}): PricedShare => ({
  day: 20_700,
  priceVersion: catalogue,
  isBilled: false,
  provider: 'acme',
  model: 'house-1',
  tool: '',
  status: 'unpriced',
  calls: 4,
  failedCalls: 0,
  tokens: { ...noTokens, inputUncached: 1_000_000, output: 200_000 },
  units: {},
  amount: 0n,
  ...more,
})
const price = (more: object): StoredPrice => ({
  id: 'own',
  kind: 'model',
  pattern: 'house-*',
  provider: null,
  validFrom: null,
  validTo: null,
  prices: { input: '2', output: '10' },
  longContext: [],
  serviceTiers: {},
  discountPercent: '0',
  ...more,
})
const tableOf = (...prices: StoredPrice[]): PriceTable => ({ ...noPrices, prices })
const effectOf = (of: PricedShare, table: PriceTable) =>
  priceEffect(of, { before: () => cataloguePriceBook, after: makePriceBook(table, 1) })

describe('a price for an unpriced model', () => {
  it('prices what was sent to it', () => {
    expect(effectOf(share(), tableOf(price({})))).toMatchObject({
      isTouched: true,
      beforeUsd: null,
      afterUsd: '4.000000000000',
      unknowns: ['without_tokens'],
    })
  })

  it('changes nothing on days on which it does not hold, nor where no tokens are known', () => {
    expect(effectOf(share(), tableOf(price({ validFrom: '2030-01-01' })))).toMatchObject({ isTouched: false })
    expect(effectOf(share({ tokens: noTokens }), tableOf(price({})))).toMatchObject({
      isTouched: false,
      afterUsd: null,
    })
  })

  it.each([
    [{ longContext: [{ aboveInputTokens: 200_000, prices: { input: '4' } }] }, 'long_context'],
    [{ serviceTiers: { batch: '0.5' } }, 'service_tier'],
    [{ prices: { input: '2.0000001' } }, 'rounding'],
    [{ prices: { input: '2', request: '0.01' } }, 'per_request'],
  ])('says what sums cannot tell: %o', (more, code) => {
    expect(effectOf(share(), tableOf(price(more))).unknowns).toContain(code)
  })
})

describe('a share that is priced', () => {
  const priced = share({ provider: 'openai', model: 'gpt-4o', status: 'priced', amount: parseUsd('1.5') ?? 0n })

  it('keeps its amount where its price does not change', () => {
    expect(effectOf(priced, tableOf(price({})))).toMatchObject({ isTouched: false, afterUsd: '1.500000000000' })
  })

  it('is priced anew where the catalogue was another', () => {
    expect(effectOf({ ...priced, priceVersion: 'genai-prices@0.0.1' }, tableOf())).toMatchObject({ isTouched: true })
  })

  it('is left as it is where its dialect is billed as reported', () => {
    expect(effectOf({ ...priced, isBilled: true }, tableOf(price({ pattern: '*' })))).toMatchObject({
      afterUsd: '1.500000000000',
      unknowns: ['billed_as_reported'],
    })
  })

  it('becomes unknown where its own price goes', () => {
    const before = makePriceBook(tableOf(price({})), 1)
    const own = share({ status: 'priced', amount: parseUsd('4') ?? 0n, priceVersion: `${catalogue}+prices@1` })
    expect(priceEffect(own, { before: () => before, after: cataloguePriceBook })).toMatchObject({
      isTouched: true,
      beforeUsd: '4.000000000000',
      afterUsd: null,
    })
  })
})

it('prices executed tools by the call', () => {
  const tool = share({ model: '', tool: 'search', status: 'priced', amount: parseUsd('0.02') ?? 0n })
  const own = { id: 't', kind: 'tool', pattern: 'search', provider: null, validFrom: null, validTo: null } as const
  expect(effectOf(tool, tableOf({ ...own, perCallUsd: '0.03' }))).toMatchObject({
    isTouched: true,
    afterUsd: '0.120000000000',
  })
})
