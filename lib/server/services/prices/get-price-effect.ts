import {
  runsOfPeriod,
  runsWithShares,
  seenNames,
  sharesByDay,
  type DatedShareSums,
} from '#clickhouse/queries/prices/seen-shares.ts'
import type { PriceTable } from '#lib/domain/price.ts'
import type { EffectGroup, EffectUnknown, PriceEffect } from '#lib/domain/price-page.ts'
import { ExtraUnits } from '#lib/domain/usage.ts'
import { formatUsd, parseUsd, sumUsd } from '#lib/pricing/fixed-usd.ts'
import { makePriceBook } from '#lib/pricing/make-price-book.ts'
import type { OpenPriceBook } from '#lib/pricing/price-book.ts'
import { priceEffect, type PricedShare, type ShareEffect } from '#lib/pricing/price-effect.ts'
import type { ServiceContext } from '../context.ts'
import { lastDays } from './price-period.ts'
import { requireSoundTable } from './require-sound-table.ts'
import { currentPrices } from './saved-prices.ts'
import { tokensOf } from './tokens-of.ts'

const mostShares = 100_000
const mostGroups = 100
const mostNames = 200

/** What a table of prices would make of the last 30 days, from what is stored with the runs. */
export async function getPriceEffect({ ctx, table }: { ctx: ServiceContext; table: PriceTable }): Promise<PriceEffect> {
  requireSoundTable(table)
  const { db, scope, project, nowMs } = ctx
  const { from, to, ...period } = lastDays(nowMs)
  const current = await currentPrices(db, project)
  const billed = [...new Set([...current.table.billReported, ...table.billReported])]
  const [rows, [counts], names] = await Promise.all([
    sharesByDay(db, scope, { ...period, billed, limit: mostShares }),
    runsOfPeriod(db, scope, period),
    seenNames(db, scope, { ...period, limit: mostNames }),
  ])
  const after = makePriceBook(table, current.version + 1)
  const before = await booksOf(ctx, rows)
  const effects = rows.map((row) => ({ row, ...priceEffect(shareOf(row), { before, after }) }))
  const touched = effects.filter(({ isTouched }) => isTouched)
  const keys = touched.map(({ row }) => [row.day, row.price_version, row.is_billed, row.provider, row.model, row.tool])
  const [touchedRuns] =
    keys.length === 0 ? [] : await runsWithShares(db, scope, { ...period, billed, keys: JSON.stringify(keys) })
  const beforeUsd = sumUsd(effects.map((each) => each.beforeUsd))
  const afterUsd = sumUsd(effects.map((each) => each.afterUsd))
  const newTools = newlyPriced(names, makePriceBook(current.table, current.version), after, nowMs)
  return {
    from,
    to,
    runs: counts?.run_count ?? 0,
    touchedRuns: touchedRuns?.run_count ?? 0,
    calls: callsOf(effects),
    touchedCalls: callsOf(touched),
    beforeUsd,
    afterUsd,
    differenceUsd: formatUsd((parseUsd(afterUsd ?? '0') ?? 0n) - (parseUsd(beforeUsd ?? '0') ?? 0n)),
    unpricedCallsBefore: callsOf(effects.filter((each) => each.beforeUsd === null)),
    unpricedCallsAfter: callsOf(effects.filter((each) => each.afterUsd === null)),
    groups: groupsOf(touched),
    unknowns: unknownsOf(effects, { without_shares: counts?.without_shares ?? 0, tool_calls: newTools }),
  }
}

/** The books of every version by which runs were priced, loaded once. */
async function booksOf(
  { prices, project }: ServiceContext,
  rows: readonly DatedShareSums[],
): Promise<(version: string) => OpenPriceBook> {
  const versions = [...new Set(rows.map(({ price_version }) => price_version))]
  const books = new Map(
    await Promise.all(
      versions.map(async (version): Promise<[string, OpenPriceBook]> => [version, await prices.at(project, version)]),
    ),
  )
  return (version) => {
    const book = books.get(version)
    if (book === undefined) throw new Error(`unreachable: prices of ${version} were not loaded`)
    return book
  }
}

function shareOf(row: DatedShareSums): PricedShare {
  const { day, price_version, is_billed, provider, model, tool, status, calls, failed_calls, amount_text } = row
  return {
    day,
    priceVersion: price_version,
    isBilled: is_billed === 1,
    provider,
    model,
    tool,
    status,
    calls,
    failedCalls: failed_calls,
    tokens: tokensOf(row),
    units: ExtraUnits.parse(row.extra_units),
    amount: parseUsd(amount_text) ?? 0n,
  }
}

function callsOf(effects: readonly ShareEffect[]): number {
  return effects.reduce((sum, { share }) => sum + share.calls, 0)
}

function groupsOf(touched: readonly ShareEffect[]): EffectGroup[] {
  const groups = Map.groupBy(touched, ({ share }) => JSON.stringify([share.provider, share.model, share.tool]))
  const all = [...groups.values()].flatMap((effects) => {
    const share = effects[0]?.share
    if (share === undefined) return []
    return {
      provider: share.provider || null,
      model: share.model || null,
      tool: share.tool || null,
      calls: callsOf(effects),
      beforeUsd: sumUsd(effects.map(({ beforeUsd }) => beforeUsd)),
      afterUsd: sumUsd(effects.map(({ afterUsd }) => afterUsd)),
    }
  })
  const change = ({ beforeUsd, afterUsd }: EffectGroup): number =>
    Math.abs(Number(afterUsd ?? 0) - Number(beforeUsd ?? 0))
  return all.toSorted((a, b) => change(b) - change(a)).slice(0, mostGroups)
}

/** Runs with calls of tools that cost nothing so far: their shares say nothing of those. */
function newlyPriced(
  names: readonly { sort: string; name: string; run_count: number }[],
  before: OpenPriceBook,
  after: OpenPriceBook,
  nowMs: number,
): number {
  const startNs = BigInt(nowMs) * 1_000_000n
  const isNew = (name: string) =>
    before.priceTool({ name, startNs }) === null && after.priceTool({ name, startNs }) !== null
  return names.reduce((sum, { sort, name, run_count }) => sum + (sort === 'tool' && isNew(name) ? run_count : 0), 0)
}

function unknownsOf(effects: readonly ShareEffect[], others: Partial<Record<EffectUnknown, number>>) {
  const counts = new Map<EffectUnknown, number>()
  for (const { share, unknowns } of effects) {
    for (const code of unknowns) counts.set(code, (counts.get(code) ?? 0) + share.calls)
  }
  if (others.without_shares) counts.set('without_shares', others.without_shares)
  if (others.tool_calls) counts.set('tool_calls', others.tool_calls)
  return [...counts].map(([code, count]) => ({ code, count }))
}
