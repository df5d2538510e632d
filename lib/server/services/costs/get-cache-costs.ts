import { modelUsage, type ModelUsageRow } from '#clickhouse/queries/costs/model-usage.ts'
import type { CacheCostQuery, CacheCosts } from '#lib/domain/costs.ts'
import { formatUsd, parseUsd, sumUsd } from '#lib/pricing/fixed-usd.ts'
import type { PriceBook } from '#lib/pricing/price-book.ts'
import { suppose } from '#lib/pricing/suppose.ts'
import type { ServiceContext } from '../context.ts'
import { costFilter } from './cost-filter.ts'
import { knownCost, tokensOf } from './figures-of.ts'
import { usedGroup } from './used-group.ts'

/** More models than anybody uses. */
const mostModels = 500

/** What caches saved, and what they could still save at a given hit rate and the prices of the period's end. */
export async function getCacheCosts({
  ctx,
  input,
}: {
  ctx: ServiceContext
  input: CacheCostQuery
}): Promise<CacheCosts> {
  const { hitPercent, ...query } = input
  const { asked, filter, capped } = await costFilter(ctx, query)
  const [rows, book] = await Promise.all([
    modelUsage(ctx.db, ctx.scope, { filter, isFine: false, limit: mostModels }),
    ctx.prices.of(ctx.project),
  ])
  const atNs = asked.toNs === undefined ? BigInt(ctx.nowMs) * 1_000_000n : BigInt(asked.toNs)
  const models = rows.filter(({ model }) => model !== '').map((row) => modelOf(row, hitPercent, book, atNs))
  return {
    hitPercent,
    savedUsd: sumUsd(rows.map(({ saved }) => saved)) ?? formatUsd(0n),
    toSaveUsd: sumUsd(models.map(({ toSaveUsd }) => toSaveUsd)) ?? formatUsd(0n),
    models,
    capped,
  }
}

function modelOf(row: ModelUsageRow, hitPercent: number, book: PriceBook, atNs: bigint): CacheCosts['models'][number] {
  const group = usedGroup(row)
  const assumption = {
    taskTypes: [],
    kinds: [],
    models: [],
    model: null,
    cacheHitPercent: String(hitPercent),
    batch: false,
  }
  const [supposed] = suppose([group], assumption, book, atNs).groups
  const isPriced = supposed !== undefined && !supposed.weaknesses.includes('no_cache_price')
  const supposedUsd = isPriced ? supposed.supposedUsd : null
  return {
    provider: group.provider,
    model: group.model,
    calls: row.calls,
    tokens: tokensOf(row),
    costUsd: knownCost(row),
    savedUsd: row.saved,
    supposedUsd,
    toSaveUsd: lessBy(knownCost(row), supposedUsd),
  }
}

/** What would be saved; nothing where it would cost more, null where either is unknown. */
function lessBy(costUsd: string | null, supposedUsd: string | null): string | null {
  const [before, after] = [costUsd, supposedUsd].map((usd) => (usd === null ? null : parseUsd(usd)))
  if (before === null || before === undefined || after === null || after === undefined) return null
  return formatUsd(before > after ? before - after : 0n)
}
