import { runsOfPeriod, seenNames, sharesByModel, type ModelSums } from '#clickhouse/queries/prices/seen-shares.ts'
import type { PriceClass } from '#lib/domain/cost.ts'
import type { ModelQuote, PricePage, SeenModel } from '#lib/domain/price-page.ts'
import { catalogueVersion } from '#lib/pricing/catalogue-offer.ts'
import { formatDecimal, parseUsd } from '#lib/pricing/fixed-usd.ts'
import { makePriceBook } from '#lib/pricing/make-price-book.ts'
import type { OpenPriceBook, PriceQuote } from '#lib/pricing/price-book.ts'
import { countTokens } from '#lib/pricing/share-usage.ts'
import type { ServiceContext } from '../context.ts'
import { lastDays } from './price-period.ts'
import { currentPrices } from './saved-prices.ts'
import { tokensOf } from './tokens-of.ts'

/** By model, tool and status: a project that has seen more has names made up by its senders. */
const mostShares = 5_000
const mostNames = 200

/** The project's prices beside the models that calls went to: those without a price first. */
export async function getPricePage({ ctx }: { ctx: ServiceContext }): Promise<PricePage> {
  const { db, scope, project, nowMs } = ctx
  const { from, to, ...period } = lastDays(nowMs)
  const [current, shares, names, [counts]] = await Promise.all([
    currentPrices(db, project),
    sharesByModel(db, scope, { ...period, limit: mostShares }),
    seenNames(db, scope, { ...period, limit: mostNames }),
    runsOfPeriod(db, scope, period),
  ])
  const book = makePriceBook(current.table, current.version)
  const spent = shares.reduce((sum, { amount_text }) => sum + usd(amount_text), 0n)
  const tools = new Map(shares.flatMap((row) => (row.tool === '' ? [] : [[row.tool, row.amount_text]])))
  return {
    current,
    catalogueVersion,
    from,
    to,
    models: modelsOf(shares, book, spent, nowMs),
    tools: names.flatMap(({ sort, name, run_count }) =>
      sort === 'tool' ? [{ tool: name, runs: run_count, costUsd: tools.get(name) ?? null }] : [],
    ),
    dialects: names.flatMap(({ sort, name, run_count, reporting_runs }) =>
      sort === 'dialect' ? [{ dialect: name, runs: run_count, reportingRuns: reporting_runs }] : [],
    ),
    runsWithoutShares: counts?.without_shares ?? 0,
  }
}

function modelsOf(shares: readonly ModelSums[], book: OpenPriceBook, spent: bigint, nowMs: number): SeenModel[] {
  const models = shares.filter(({ tool }) => tool === '').map((row) => modelOf(row, book, spent, nowMs))
  return models.toSorted(
    (a, b) =>
      Number(a.quote !== null) - Number(b.quote !== null) ||
      compare(usd(b.costUsd ?? '0'), usd(a.costUsd ?? '0')) ||
      countTokens(b.tokens) - countTokens(a.tokens),
  )
}

function modelOf(row: ModelSums, book: OpenPriceBook, spent: bigint, nowMs: number): SeenModel {
  const { provider, model } = row
  const quote = book.quote({ provider, model, requestedModel: '', startNs: BigInt(nowMs) * 1_000_000n })
  return {
    provider: provider || null,
    model: model || null,
    runs: row.run_count,
    calls: row.calls,
    tokens: tokensOf(row),
    costUsd: row.is_known === 0 ? null : row.amount_text,
    share: spent === 0n ? null : Number((usd(row.amount_text) * shareSteps) / spent) / Number(shareSteps),
    unpricedCalls: row.unpriced_calls,
    partialCalls: row.partial_calls,
    quote: 'reason' in quote ? null : quoteOf(quote),
    reason: 'reason' in quote ? quote.reason : null,
  }
}

/** Shares are told to a hundredth of a percent. */
const shareSteps = 10_000n

function quoteOf({ list, source, factors }: PriceQuote): ModelQuote {
  const prices = [...list].flatMap(([of, { base, per }]): { class: PriceClass; priceUsd: string; per: number }[] =>
    base === null ? [] : [{ class: of, priceUsd: formatDecimal(base), per }],
  )
  const hasLongContext = [...list.values()].some(({ tiers }) => tiers.length > 0)
  return { source, factors: [...factors], prices, hasLongContext }
}

function usd(text: string): bigint {
  return parseUsd(text) ?? 0n
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b)
}
