import type { ResolvedRunFilter } from '#clickhouse/sql/filters.ts'
import type { RunFilterQuery } from '#lib/domain/filter.ts'
import type { ServiceContext } from '../context.ts'
import { findText } from '../runs/find-text.ts'
import { resolveFilter } from '../runs/resolve-filter.ts'

export type CostFilter = {
  /** As it was asked, times resolved. */
  asked: ResolvedRunFilter
  /** The same with the runs that have its text in the text's place. */
  filter: ResolvedRunFilter
  capped: boolean
}

/** The runs whose cost is asked for: those of the list with the same filter. */
export async function costFilter(ctx: ServiceContext, input: RunFilterQuery): Promise<CostFilter> {
  const asked = resolveFilter(input, ctx.nowMs)
  return { asked, ...(await foundRuns(ctx, asked)) }
}

/** The period of the same length right before; null where the filter has no begin. */
export async function previousFilter(
  ctx: ServiceContext,
  asked: ResolvedRunFilter,
): Promise<(Omit<CostFilter, 'asked'> & { fromNs: string; toNs: string }) | null> {
  if (asked.fromNs === undefined) return null
  const from = BigInt(asked.fromNs)
  const to = asked.toNs === undefined ? BigInt(ctx.nowMs) * 1_000_000n : BigInt(asked.toNs)
  const before = from - (to - from)
  if (to <= from || before < 0n) return null
  const range = { fromNs: String(before), toNs: String(from) }
  return { ...(await foundRuns(ctx, { ...asked, ...range })), ...range }
}

async function foundRuns(ctx: ServiceContext, filter: ResolvedRunFilter): Promise<Omit<CostFilter, 'asked'>> {
  const found = await findText(ctx, filter)
  if (found === null) return { filter, capped: false }
  return { filter: { ...filter, ...found.narrowed }, capped: found.capped }
}
