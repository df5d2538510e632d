import { expect, it } from 'vitest'
import type { StoredPrice } from '#lib/domain/price.ts'
import { checkPriceTable } from './check-price-table.ts'

const price = (more: object = {}): StoredPrice => ({
  id: crypto.randomUUID(),
  kind: 'model',
  pattern: 'house-*',
  provider: null,
  validFrom: null,
  validTo: null,
  prices: { input: '2' },
  longContext: [],
  serviceTiers: {},
  discountPercent: '0',
  ...more,
})
const said = (...prices: StoredPrice[]) =>
  checkPriceTable({ prices }).map(({ index, message }) => `${index} ${message}`)

it('has nothing to say of prices that follow each other, or differ in provider', () => {
  expect(said(price(), price({ validFrom: '2026-01-01' }), price({ provider: 'acme' }))).toEqual([])
})

it.each([
  [[price({ id: 'a' }), price({ id: 'a', pattern: 'x' })], '1 two prices have the id a'],
  [[price(), price({ pattern: 'HOUSE-*' })], '1 two prices for “HOUSE-*” begin on the same day'],
  [[price({ prices: null })], '0 “house-*” has neither a price nor a discount'],
  [[price({ prices: {} })], '0 “house-*” has no price for any class'],
  [
    [price({ longContext: [{ aboveInputTokens: 9, prices: {} }] })],
    '0 “house-*” has no price for inputs of one of its sizes',
  ],
  [[price({ validFrom: '2026-02-01', validTo: '2026-01-01' })], '0 “house-*” ends before it begins'],
])('names what is wrong', (prices, message) => {
  expect(said(...prices)).toEqual([expect.stringContaining(message)])
})
