import { assert, boolean, constant, constantFrom, nat, oneof, option, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { noPrices } from '#lib/domain/price.ts'
import type { StoredPrice } from '#lib/domain/price.ts'
import { unknownUsage } from '#lib/domain/usage.ts'
import type { Assumption } from '#lib/domain/what-if.ts'
import { formatUsd } from './fixed-usd.ts'
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

const count = oneof(constant(0), nat(900), nat(5_000_000))
/** Of a million tokens, in cents: every amount is whole in 12 digits then. */
const cents = nat(9_999)
const anyCase = record({
  calls: oneof(
    constant(1),
    nat(400).map((more) => more + 1),
  ),
  used: record({ fresh: count, read: count, write5m: count, write1h: count, writeOther: count, output: count }),
  price: record({ input: cents, read: cents, write5m: cents, write1h: cents, output: cents }),
  hitPercent: option(nat(100)),
  batch: boolean(),
  batchTenths: option(constantFrom(4, 5, 13)),
})

test('whatever is assumed costs what a second calculation says', () => {
  const usdOf = (hundredths: number) => (hundredths / 100).toFixed(2)
  assert(
    property(anyCase, ({ calls, used, price, hitPercent, batch, batchTenths }) => {
      const { fresh, read, write5m, write1h, writeOther, output } = used
      const input = fresh + read + write5m + write1h + writeOther
      const hits = hitPercent === null ? null : Math.floor((input * hitPercent) / 100)
      const paid =
        hits === null
          ? [fresh * price.input, read * price.read, (write5m + writeOther) * price.write5m, write1h * price.write1h]
          : [hits * price.read, (input - hits) * price.write5m]
      const whole = [...paid, output * price.output].reduce((sum, amount) => sum + BigInt(amount), 0n) * 10_000n
      const expected = batch ? (whole * BigInt(batchTenths ?? 5)) / 10n : whole

      const usage = {
        ...unknownUsage,
        inputTokens: input,
        inputUncachedTokens: fresh,
        cacheReadTokens: read,
        cacheWriteTokens: write5m + write1h + writeOther,
        cacheWrite5mTokens: write5m,
        cacheWrite1hTokens: write1h,
        cacheWriteOtherTokens: writeOther,
        outputTokens: output,
        reasoningTokens: 0,
      }
      const own: StoredPrice = {
        ...shared,
        id: 'own',
        pattern: 'big',
        prices: {
          input: usdOf(price.input),
          cacheRead: usdOf(price.read),
          cacheWrite5m: usdOf(price.write5m),
          cacheWrite1h: usdOf(price.write1h),
          output: usdOf(price.output),
        },
        longContext: [],
        serviceTiers: batchTenths === null ? {} : { batch: String(batchTenths / 10) },
      }
      const assumption = { ...nothing, cacheHitPercent: hitPercent === null ? null : String(hitPercent), batch }
      const book = makePriceBook({ ...noPrices, prices: [own] }, 1)
      const result = suppose([group({ calls, usage })], assumption, book, november2026)
      expect(result.supposedUsd).toBe(formatUsd(expected))
      expect(result.differenceUsd).toBe(formatUsd(expected - 15n * 10n ** 12n))
      expect(result.groups[0]?.weaknesses.includes('batch_assumed_half')).toBe(batch && batchTenths === null)
    }),
    { numRuns: 2_000 },
  )
})

test('a total over nobody knows how many calls is not one large call', () => {
  const of = (calls: number) => supposed({ model: { provider: 'acme', model: 'small' } }, [group({ calls })]).groups[0]
  expect(of(1)).toMatchObject({ supposedUsd: '2.500000000000', weaknesses: ['mean_input_size', 'other_tokenizer'] })
  expect(of(0)).toMatchObject({ supposedUsd: '1.500000000000', weaknesses: ['other_tokenizer', 'tokens_unknown'] })
})

test('half of the list price is half of that of tokens', () => {
  const searched = group({ model: 'finder', units: { webSearches: 10 }, costUsd: '1.600000000000' })
  expect(supposed({ batch: true }, [searched])).toMatchObject({ supposedUsd: '0.850000000000' })
})
