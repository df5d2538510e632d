import { expect, test } from 'vitest'
import { noPrices } from '#lib/domain/price.ts'
import type { StoredPrice } from '#lib/domain/price.ts'
import { unknownUsage } from '#lib/domain/usage.ts'
import type { Assumption } from '#lib/domain/what-if.ts'
import { makePriceBook } from './make-price-book.ts'
import { suppose } from './suppose.ts'
import type { UsedGroup } from './suppose.ts'

const november2026 = 1_795_000_000_000_000_000n
const nothing: Assumption = { taskTypes: [], kinds: [], models: [], model: null, cacheHitPercent: null, batch: false }

const shared = {
  version: 1,
  kind: 'model',
  provider: null,
  validFrom: null,
  validTo: null,
  discountPercent: '0',
} as const
const prices: StoredPrice[] = [
  { ...shared, id: 'big', pattern: 'big', prices: { input: '10', cacheRead: '1', cacheWrite5m: '12.5', output: '50' }, longContext: [], serviceTiers: {} },
  { ...shared, id: 'small', pattern: 'small', prices: { input: '1', output: '5' }, longContext: [{ aboveInputTokens: 1_000, prices: { input: '2' } }], serviceTiers: { batch: '0.4' } },
  { ...shared, id: 'finder', pattern: 'finder', prices: { input: '1', output: '5', webSearch: '0.01' }, longContext: [], serviceTiers: {} },
] // prettier-ignore

function group(more: Partial<UsedGroup> = {}): UsedGroup {
  return {
    taskType: 'refund',
    kind: 'llm',
    provider: 'acme',
    model: 'big',
    calls: 1_000,
    costUsd: '15.000000000000',
    units: {},
    usage: {
      ...unknownUsage,
      inputTokens: 1_000_000,
      inputUncachedTokens: 1_000_000,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      outputTokens: 100_000,
      reasoningTokens: 0,
    },
    ...more,
  }
}

const supposed = (assumption: Partial<Assumption>, groups = [group()]) =>
  suppose(groups, { ...nothing, ...assumption }, makePriceBook({ ...noPrices, prices: prices }, 3), november2026)

test('nothing assumed costs what it cost', () => {
  expect(supposed({})).toMatchObject({
    costUsd: '15.000000000000',
    supposedUsd: '15.000000000000',
    differenceUsd: '0.000000000000',
  })
})

test('only spans of the kinds that are meant change', () => {
  const groups = [group(), group({ kind: 'embedding' }), group({ kind: null })]
  const result = supposed({ model: { provider: 'acme', model: 'small' }, kinds: ['embedding'] }, groups)
  expect(result.groups.map(({ supposedUsd }) => Number(supposedUsd))).toEqual([15, 1.5, 15])
})

test('another model, at the size of a mean call', () => {
  const result = supposed({ model: { provider: 'acme', model: 'small' } })
  expect(result).toMatchObject({ supposedUsd: '1.500000000000', differenceUsd: '-13.500000000000' })
  expect(result.groups[0]?.weaknesses).toEqual(['other_tokenizer'])
  const long = supposed({ model: { provider: 'acme', model: 'small' } }, [group({ calls: 500 })])
  expect(long).toMatchObject({ supposedUsd: '2.500000000000' })
  expect(long.groups[0]?.weaknesses).toEqual(['mean_input_size', 'other_tokenizer'])
})

test('searches are charged where they have a price, and said to be left out elsewhere', () => {
  const groups = [group({ units: { webSearches: 100 } })]
  const found = supposed({ model: { provider: 'acme', model: 'finder' } }, groups)
  expect(found).toMatchObject({ supposedUsd: '2.500000000000', groups: [{ weaknesses: ['other_tokenizer'] }] })
  const lost = supposed({ model: { provider: 'acme', model: 'small' } }, groups)
  expect(lost).toMatchObject({
    supposedUsd: '1.500000000000',
    groups: [{ weaknesses: ['class_without_price', 'other_tokenizer'] }],
  })
})

test('a cache that is hit writes what it misses', () => {
  const result = supposed({ cacheHitPercent: '80' })
  expect(result.supposedUsd).toBe('8.300000000000')
  expect(result.groups[0]?.weaknesses).toEqual(['misses_are_written'])
  expect(supposed({ cacheHitPercent: '80', model: { provider: '', model: 'small' } }).groups[0]?.weaknesses).toContain(
    'no_cache_price',
  )
})

test('batches take the known factor, else half with a warning', () => {
  expect(supposed({ batch: true })).toMatchObject({
    supposedUsd: '7.500000000000',
    groups: [{ weaknesses: ['batch_assumed_half'] }],
  })
  const known = supposed({ batch: true, model: { provider: '', model: 'small' } })
  expect(known).toMatchObject({ supposedUsd: '0.600000000000', groups: [{ weaknesses: ['other_tokenizer'] }] })
})

test('only what is meant changes', () => {
  const groups = [group(), group({ taskType: 'sales' }), group({ taskType: null })]
  const result = supposed({ taskTypes: ['sales'], batch: true }, groups)
  expect(result.groups.map(({ supposedUsd }) => supposedUsd)).toEqual([
    '15.000000000000',
    '7.500000000000',
    '15.000000000000',
  ])
})

test('what has no price before or after is in no sum, and it is said', () => {
  const result = supposed({ model: { provider: '', model: 'nobody-knows' } }, [group()])
  expect(result).toMatchObject({
    leftOut: 1,
    costUsd: '0.000000000000',
    groups: [{ supposedUsd: null, weaknesses: ['no_price', 'other_tokenizer'] }],
  })
  expect(supposed({ batch: true }, [group({ costUsd: null }), group()])).toMatchObject({
    leftOut: 1,
    costUsd: '15.000000000000',
  })
})
