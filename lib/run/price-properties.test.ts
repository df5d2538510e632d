import { array, assert, constant, constantFrom, nat, oneof, option, property, record, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noPrices } from '#lib/domain/price.ts'
import type { ClassPrices, PriceTable } from '#lib/domain/price.ts'
import { formatUsd, parseUsd, sumUsd } from '#lib/pricing/fixed-usd.ts'
import { makePriceBook } from '#lib/pricing/make-price-book.ts'
import { priceEffect } from '#lib/pricing/price-effect.ts'
import { agent, assemble, llm, tool, usage } from './test-support.ts'
import type { AssembledRun } from './types.ts'

const count = oneof(constant(0), nat(900), nat(2_000_000))
const maybe = option(count)

/** What emitters may report of a call, contradictions included: parts larger than the whole, or of an unknown one. */
const anyUsage = tuple(
  record({ input: count, output: count }),
  record(
    {
      inputTokens: maybe,
      inputUncachedTokens: maybe,
      cacheReadTokens: maybe,
      cacheWriteTokens: maybe,
      cacheWrite5mTokens: maybe,
      cacheWrite1hTokens: maybe,
      outputTokens: maybe,
      reasoningTokens: maybe,
    },
    { requiredKeys: [] },
  ),
).map(([{ input, output }, classes]) => usage(input, output, classes))

const anyUnits = record(
  {
    inputAudioTokens: count,
    inputImageTokens: count,
    cacheReadAudioTokens: count,
    cacheReadImageTokens: count,
    outputAudioTokens: count,
    outputImageTokens: count,
    webSearches: nat(9),
    fileSearches: nat(9),
    codeExecutions: nat(9),
  },
  { requiredKeys: [] },
)

const anyCalls = array(
  record({
    usage: option(anyUsage, { freq: 12 }),
    extraUnits: anyUnits,
    modelResponse: constantFrom('one', 'two', 'three'),
    toolName: constantFrom('search', 'shell'),
  }),
  { minLength: 1, maxLength: 12 },
).map((calls) => [
  agent({ id: 'root', at: 0, lasts: 60 }),
  ...calls.flatMap(({ toolName, ...call }, index) => [
    llm({ id: `c${index}`, parent: 'root', at: index, lasts: 1, provider: 'house', modelRequested: '', ...call }),
    tool({ id: `t${index}`, parent: 'root', at: index, lasts: 1, toolName }),
  ]),
])

const price = tuple(nat(99), nat(999_999)).map(([whole, part]) => `${whole}.${String(part).padStart(6, '0')}`)
const classPrices = record(
  {
    input: price,
    cacheRead: price,
    cacheWrite5m: price,
    cacheWrite1h: price,
    cacheWriteOther: price,
    output: price,
    reasoning: price,
    inputAudio: price,
    inputImage: price,
    cacheReadAudio: price,
    cacheReadImage: price,
    outputAudio: price,
    outputImage: price,
    webSearch: price,
    fileSearch: price,
    codeExecution: price,
  },
  { requiredKeys: [] },
)

const anyTable = tuple(option(classPrices), option(classPrices), option(price, { freq: 1 })).map(
  ([one, others, shell]): PriceTable => ({
    ...noPrices,
    prices: [
      ...(one === null ? [] : [modelPrice('one', one)]),
      ...(others === null ? [] : [modelPrice('t*', others)]),
      ...(shell === null ? [] : [{ ...open('shell'), kind: 'tool' as const, perCallUsd: shell }]),
    ],
  }),
)

function open(pattern: string) {
  return { id: pattern, pattern, provider: null, validFrom: null, validTo: null }
}

function modelPrice(pattern: string, prices: ClassPrices) {
  return {
    ...open(pattern),
    kind: 'model' as const,
    prices,
    longContext: [],
    serviceTiers: {},
    discountPercent: '0',
  }
}

type Spans = Parameters<typeof assemble>[0]
const pricedBy = (spans: Spans, table: PriceTable, version: number): AssembledRun[] =>
  assemble(spans, { prices: makePriceBook(table, version) })

const money = (runs: readonly AssembledRun[]) =>
  runs.map(({ run, nodes, loops, costShares }) => ({
    of: [run.costUsd, run.costStatus, run.models, run.agents, run.loops, loops, costShares],
    nodes: nodes.map(({ costUsd, costStatus, subtreeCostUsd }) => [costUsd, costStatus, subtreeCostUsd]),
  }))

describe('whatever is reported, and whatever it costs', () => {
  test('other prices and those of before again restore every amount, and none is ever negative', () => {
    assert(
      property(anyCalls, anyTable, anyTable, (spans, before, after) => {
        const first = pricedBy(spans, before, 1)
        const between = pricedBy(spans, after, 2)
        expect(money(pricedBy(spans, before, 1))).toEqual(money(first))
        for (const { run, nodes, costShares } of [...first, ...between]) {
          expect(sumUsd(nodes.map(({ costUsd }) => costUsd))).toBe(sumUsd(costShares.map(({ costUsd }) => costUsd)))
          const amounts = [run.costUsd, ...nodes.flatMap(({ costUsd, subtreeCostUsd }) => [costUsd, subtreeCostUsd])]
          expect(amounts.every((usd) => (parseUsd(usd ?? '0') ?? 0n) >= 0n)).toBe(true)
          const counts = costShares.flatMap(({ tokens, units }) => [...Object.values(tokens), ...Object.values(units)])
          expect(counts.every((tokens) => (tokens ?? 0) >= 0)).toBe(true)
        }
      }),
      { numRuns: 400 },
    )
  })

  test('what stored shares say that other prices make of a run is what they make of it', () => {
    assert(
      property(anyCalls, anyTable, anyTable, (spans, before, after) => {
        const books = { before: () => makePriceBook(before, 1), after: makePriceBook(after, 2) }
        const effects = pricedBy(spans, before, 1).flatMap(({ costShares, run: { priceVersion } }) =>
          costShares.map(({ provider, model, tool: name, costUsd, ...share }) =>
            priceEffect(
              {
                ...share,
                day: 20_700,
                priceVersion,
                isBilled: false,
                provider: provider ?? '',
                model: model ?? '',
                tool: name ?? '',
                amount: parseUsd(costUsd ?? '0') ?? 0n,
              },
              books,
            ),
          ),
        )
        // Tools without a price so far, and calls without tokens, are not in stored shares.
        const isWhole = effects.every(({ unknowns }) => unknowns.length === 0) && !after.prices.some(({ kind }) => kind === 'tool') // prettier-ignore
        if (!isWhole) return
        const models = pricedBy(spans, after, 2).map(({ run }) => run.costUsd)
        expect(sumUsd(effects.map(({ afterUsd }) => afterUsd)) ?? formatUsd(0n)).toBe(sumUsd(models) ?? formatUsd(0n))
      }),
      { numRuns: 1_000 },
    )
  })
})
