import { expect, it } from 'vitest'
import { noPrices, type StoredPrice } from '#lib/domain/price.ts'
import { changedPrices } from './changed-prices.ts'

const tableOf = (...prices: StoredPrice[]) => ({ ...noPrices, prices })
const open = { validFrom: null, validTo: null, longContext: [], serviceTiers: {}, discountPercent: '0' }
const model = (id: string, provider: string | null, input = '1'): StoredPrice => {
  return { ...open, id, kind: 'model', pattern: '*', provider, prices: { input } }
}
const tool: StoredPrice = {
  id: 't',
  kind: 'tool',
  pattern: 'Web_*',
  provider: null,
  validFrom: null,
  validTo: null,
  perCallUsd: '1',
}

it.each([
  ['nothing', tableOf(model('a', 'x'), tool), tableOf(tool, model('b', 'x')), { providers: [], tools: [] }],
  ['one provider', tableOf(), tableOf(model('a', 'Acme')), { providers: ['acme'], tools: [] }],
  ['the one before and the one after', tableOf(model('a', 'x')), tableOf(model('a', 'y')), { providers: ['x', 'y'] }],
  ['every provider', tableOf(model('a', 'x'), model('b', null)), tableOf(model('a', 'x')), { providers: null }],
  ['a price that is another', tableOf(model('a', 'x')), tableOf(model('a', 'x', '2')), { providers: ['x'] }],
  ['a tool', tableOf(), tableOf(tool), { providers: [], tools: ['web_*'] }],
])('%s is touched', (_what, before, after, expected) => {
  expect(changedPrices(before, after)).toMatchObject(expected)
  expect(changedPrices(after, before).tools).toEqual(changedPrices(before, after).tools)
})

it('names the dialects that are billed otherwise', () => {
  const billed = { ...noPrices, billReported: ['a', 'b'] }
  expect(changedPrices(billed, { ...noPrices, billReported: ['b', 'c'] }).dialects.toSorted()).toEqual(['a', 'c'])
})
