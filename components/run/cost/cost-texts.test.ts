import { expect, it } from 'vitest'
import { countText, perText, reasonText, sourceText, validityText } from './cost-texts.ts'

it.each([
  ['no_price:webSearch', 'No price for Web search: left out of the amount.'],
  ['priced_as:cacheRead=input', 'Cache read has no price of its own: charged as input.'],
  ['no_price_listed:acme/llm:7b', 'No price is listed for acme/llm:7b.'],
  ['no_price:imageGeneration', 'No price for Drawn image: left out of the amount.'],
  ['highest_price:request', 'The price of the request depends on the call: charged at the highest one.'],
  ['something_new:x', 'something_new:x'],
])('%s is said in words', (reason, text) => expect(reasonText(reason)).toBe(text))

const source = { priceId: null, name: 'gpt-*', validFrom: null, validTo: null }

it('names the table version and the days of a project price', () => {
  const own = { ...source, kind: 'project' as const, version: 'prices@4', validFrom: '2026-01-01' }
  expect(sourceText(own)).toEqual({ title: 'This project’s price “gpt-*”', detail: 'table version 4' })
  expect(validityText(own)).toBe('from 2026-01-01')
  expect(validityText({ ...own, validTo: '2026-02-01' })).toBe('2026-01-01 until before 2026-02-01')
})

it('counts audio in seconds and prices it by the hour', () => {
  expect(countText({ class: 'audioTime', count: 90_500 })).toBe('90.5 s')
  expect(countText({ class: 'input', count: 90_500 })).toBe('90,500')
  expect([1, 1000, 1_000_000, 3_600_000].map(perText)).toEqual(['each', 'per 1,000', 'per 1M', 'per hour'])
})
