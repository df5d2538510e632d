import { describe, expect, it } from 'vitest'
import { noPrices } from '#lib/domain/price.ts'
import { normaliseLog, normaliseSpan } from '#lib/normalise/index.ts'
import { makePriceBook } from '#lib/pricing/make-price-book.ts'
import { assembleRuns } from '#lib/run/assemble-runs.ts'
import { decodePayload } from './decode-payload.ts'
import { compareWithTruth } from './facts.ts'
import { PayloadValues } from './payload-values.ts'
import { loadScenarios, type Scenario } from './payloads.ts'

/** USD a million, of every model: what is compared is whose tokens are paid for, and how often. */
const price = { input: '3', cacheRead: '0.3', cacheWrite5m: '3.75', cacheWrite1h: '3.75', cacheWriteOther: '3.75', output: '15' } // prettier-ignore
const prices = makePriceBook(
  {
    ...noPrices,
    prices: [
      {
        id: 'all',
        kind: 'model',
        pattern: '*',
        provider: null,
        validFrom: null,
        validTo: null,
        discountPercent: '0',
        prices: price,
        longContext: [],
        serviceTiers: {},
      },
    ],
  },
  1,
)

function assembled(scenario: Scenario) {
  const records = decodePayload(scenario)
  const values = new PayloadValues([...records.spans, ...records.logs])
  const about = { project: 'default', rawBytes: 0 }
  const groups = assembleRuns({
    spans: records.spans.map((record) => normaliseSpan({ ...about, record }).facts),
    logs: records.logs.map((record) => normaliseLog({ ...about, record }).facts),
    scores: [],
    rules: { version: '1' },
    prices,
    nowNs: BigInt(Date.now() + 3_600_000) * 1_000_000n,
  })
  const runs = groups.map(({ run }) => run)
  const tokenFacts = compareWithTruth(runs, scenario, values).filter(({ name }) => /tokens/.test(name))
  return { runs, isKnown: tokenFacts.every(({ verdict }) => verdict === 'exact') }
}

const known = loadScenarios().flatMap((scenario) => {
  const { runs, isKnown } = assembled(scenario)
  return isKnown && runs.every(({ costStatus }) => costStatus !== 'partial') ? [{ name: scenario.name, scenario, runs }] : [] // prettier-ignore
})

describe('cost of the captured scenarios whose tokens are told', () => {
  it('is most of them', () => expect(known.length).toBeGreaterThan(50))

  it.each(known)('$name: the tokens of the provider’s own log times their prices', ({ scenario: { truth }, runs }) => {
    const { input_uncached, cache_read, cache_write, output } = truth.tokens
    const tokens = [
      [input_uncached + truth.embeddingTokens, price.input],
      [cache_read, price.cacheRead],
      [cache_write, price.cacheWrite5m],
      [output, price.output],
    ] as const
    const expected = tokens.reduce((sum, [count, usd]) => sum + (count * Number(usd)) / 1e6, 0)
    const cost = runs.reduce((sum, { costUsd }) => sum + Number(costUsd ?? 0), 0)
    expect(Math.abs(cost - expected)).toBeLessThan(1e-9)
  })
})
