import { describe, expect, it } from 'vitest'
import type { StoredPrice } from '#lib/domain/price.ts'
import { draftOf, emptyDraft, readDraft } from './price-draft.ts'

const price: StoredPrice = {
  id: 'p',
  kind: 'model',
  pattern: 'claude-*',
  provider: 'anthropic',
  validFrom: '2026-01-01',
  validTo: null,
  prices: { input: '3', cacheRead: '0.3', output: '15' },
  longContext: [{ aboveInputTokens: 200_000, prices: { input: '6' } }],
  serviceTiers: { batch: '0.5' },
  discountPercent: '12.5',
}

describe('a draft', () => {
  it.each([
    price,
    { ...price, prices: null, longContext: [] },
    {
      id: 't',
      kind: 'tool',
      pattern: 'web_search',
      provider: null,
      validFrom: null,
      validTo: '2027-01-01',
      perCallUsd: '0.01',
    } as const,
  ])('of a price gives that price again: %#', (stored) => {
    expect(readDraft(draftOf(stored))).toEqual({ price: stored, errors: null })
  })

  it.each([
    [{ prices: { input: '1,5' } }, 'prices.input', 'A plain number such as 3 or 0.15'],
    [{ pattern: ' ' }, 'pattern', 'Say which model or tool it is for'],
    [{ prices: {} }, 'prices', 'Give at least one price, or a discount'],
    [{ validFrom: '2026-02-01', validTo: '2026-01-01' }, 'validTo', 'It has to end after it begins'],
    [
      { longContext: [{ aboveInputTokens: '200k', prices: { input: '2' } }] },
      'longContext.0.aboveInputTokens',
      'A whole number of tokens such as 200000',
    ],
    [
      { longContext: [{ aboveInputTokens: '200000', prices: {} }] },
      'longContext.0.aboveInputTokens',
      'Give a price for inputs of this size',
    ],
    [
      { serviceTiers: [{ name: 'batch', factor: '0.5' }, { name: ' Batch', factor: '1' }] }, // prettier-ignore
      'serviceTiers.batch',
      'The tier batch is named twice',
    ],
    [{ discountPercent: '101' }, 'discountPercent', 'At most 100'],
    [{ kind: 'tool' as const, perCallUsd: 'much' }, 'perCallUsd', 'A plain number such as 3 or 0.15'],
  ])('that is wrong says where: %o', (more, field, message) => {
    const { errors } = readDraft(emptyDraft('x', { pattern: 'm', prices: { input: '1' }, ...more }))
    expect(errors).toMatchObject({ [field]: message })
  })
})
