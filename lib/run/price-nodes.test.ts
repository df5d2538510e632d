import { describe, expect, test } from 'vitest'
import { unknownUsage } from '#lib/domain/usage.ts'
import { noPrices } from '#lib/domain/price.ts'
import type { StoredPrice } from '#lib/domain/price.ts'
import { makePriceBook } from '#lib/pricing/make-price-book.ts'
import { agent, assembleOne, byId, llm, span, usage } from './test-support.ts'

const own: StoredPrice = {
  id: 'p', kind: 'model', pattern: '*', provider: null, validFrom: null, validTo: null,
  prices: { input: '1', output: '2', webSearch: '0.01', imageGeneration: '0.04', audioTime: '0.36', characters: '15' },
  longContext: [], serviceTiers: {}, discountPercent: '0',
} // prettier-ignore

const book = makePriceBook({ prices: [own], billReported: [] }, 1)

describe('a call that two instrumentations recorded', () => {
  const outer = (more: object) => llm({ id: 'outer', parent: 'a', lasts: 3, dialect: 'openinference', scopeName: 'framework', ...more }) // prettier-ignore
  const inner = (more: object) => llm({ id: 'inner', parent: 'outer', at: 1, dialect: 'litellm', scopeName: 'sdk', ...more }) // prettier-ignore
  const costs = (prices: typeof book, ...spans: ReturnType<typeof llm>[]) =>
    byId(assembleOne([agent({ id: 'a', lasts: 9 }), ...spans], { prices }), (node) => node.costUsd)

  test.each<[string, object, object, string]>([
    ['searches that only the duplicate tells are charged', { extraUnits: { webSearches: 2 } }, {}, '0.020120000000'],
    ['searches that both tell are charged once', { extraUnits: { webSearches: 2 } }, { extraUnits: { webSearches: 2 } }, '0.020120000000'],
    ['of two counts that of the record that counts', { extraUnits: { webSearches: 9 } }, { extraUnits: { webSearches: 1 } }, '0.010120000000'],
    ['images that only the duplicate counts are in the tokens', { operation: 'image', extraUnits: { imageGenerations: 2 } }, { operation: 'image' }, '0.000120000000'],
    ['images that an answer drew are beside the tokens', { extraUnits: { imageGenerations: 2 } }, {}, '0.080120000000'],
  ])('%s', (_name, ofOuter, ofInner, cost) =>
    expect(costs(book, outer(ofOuter), inner(ofInner))).toEqual({ a: null, outer: null, inner: cost })) // prettier-ignore

  test.each<[string, string[], string]>([
    ['neither is billed by its word', [], '0.000120000000'],
    ['the one that counts', ['litellm'], '0.500000000000'],
    ['the one that is a duplicate', ['openinference'], '0.700000000000'],
    ['somebody else', ['strands'], '0.000120000000'],
  ])('reported costs belong to who reported them: %s', (_name, billReported, cost) => {
    const billed = makePriceBook({ prices: [own], billReported }, 1)
    const spans = [outer({ reportedCostUsd: '0.7' }), inner({ reportedCostUsd: '0.5' })]
    expect(costs(billed, ...spans)['inner']).toBe(cost)
  })

  test('a reported cost that only the duplicate has is not taken for the other’s', () => {
    const vague = usage(100, 10, { inputUncachedTokens: null, cacheReadTokens: null })
    const spans = [outer({ reportedCostUsd: '0.7', usage: vague }), inner({})]
    expect(costs(makePriceBook({ prices: [own], billReported: ['litellm'] }, 1), ...spans)['inner']).toBe('0.000120000000') // prettier-ignore
    expect(costs(makePriceBook({ ...noPrices, billReported: ['openinference'] }, 1), ...spans)['inner']).toBe('0.700000000000') // prettier-ignore
  })
})

test('a voice agent pays for what it hears and speaks; its steps are those of thought', () => {
  const said = { parent: 'a', kind: 'llm', provider: 'acme', modelRequested: 'acme-voice' } as const
  const measured = { usage: unknownUsage, usageClaim: 'own' } as const
  const assembled = assembleOne(
    [
      agent({ id: 'a', lasts: 20 }),
      span({ id: 'unmeasured', ...said, scopeName: 'other', operation: 'transcription', at: 0 }),
      span({ id: 'heard', ...said, operation: 'transcription', at: 1, ...measured, extraUnits: { audioMilliseconds: 5000 } }),
      llm({ id: 'thought', parent: 'a', at: 3, usage: usage(100, 10), outputPreview: 'It is late.' }),
      span({ id: 'spoken', ...said, operation: 'speech', at: 5, ...measured, extraUnits: { characters: 11 } }),
    ],
    { prices: book },
  ) // prettier-ignore
  expect(byId(assembled, (node) => [node.costUsd, node.costStatus])).toEqual({
    a: [null, 'none'],
    unmeasured: [null, 'unpriced'],
    heard: ['0.000500000000', 'priced'],
    thought: ['0.000120000000', 'priced'],
    spoken: ['0.000165000000', 'priced'],
  })
  expect(assembled.run).toMatchObject({
    costUsd: '0.000785000000',
    costStatus: 'partial',
    steps: 1,
    failedLlmCalls: 0,
    outputPreview: 'It is late.',
    usage: { inputTokens: 100, outputTokens: 10 },
  })
})

test('the total of an agent is not one large call', () => {
  const long = [{ aboveInputTokens: 1000, prices: { input: '9' } }]
  const steps = makePriceBook({ prices: [{ ...own, longContext: long }], billReported: [] }, 1)
  const call = llm({ id: 'l', parent: 'a', usage: null })
  const total = { modelResponse: 'm', usage: usage(5000, 10), usageClaim: 'aggregate' } as const
  const costs = (...spans: ReturnType<typeof llm>[]) =>
    byId(assembleOne(spans, { prices: steps }), ({ costUsd, costStatus }) => [costUsd, costStatus])
  expect(costs(agent({ id: 'a', lasts: 9, ...total }), call)).toEqual({
    a: ['0.005020000000', 'partial'],
    l: [null, 'none'],
  })
  expect(costs(agent({ id: 'a', lasts: 9 }), llm({ id: 'l', parent: 'a', usage: usage(5000, 10) }))).toMatchObject({
    l: ['0.045020000000', 'priced'],
  })
})
