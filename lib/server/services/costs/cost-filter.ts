import { isByShare } from '#clickhouse/queries/costs/charged-shares.ts'
import { hasOlderRuns } from '#clickhouse/queries/costs/has-older-runs.ts'
import type { ResolvedRunFilter } from '#clickhouse/sql/filters.ts'
import type { CostDimension } from '#lib/domain/costs.ts'
import type { RunFilterQuery } from '#lib/domain/filter.ts'
import type { ServiceContext } from '../context.ts'
import { findText } from '../runs/find-text.ts'
import { resolveFilter } from '../runs/resolve-filter.ts'

export type CostFilter = {
  /** As it was asked, times resolved. */
  asked: ResolvedRunFilter
  /** The same with the runs that have its text in the text's place. */
  filter: ResolvedRunFilter
  /** Whether some of them may be from before there were shares of costs; false where none are looked at. */
  hasOlder: boolean
  capped: boolean
}

/** The runs whose cost is asked for: those of the list with the same filter. */
export async function costFilter(
  ctx: ServiceContext,
  input: RunFilterQuery,
  by: readonly CostDimension[],
): Promise<CostFilter> {
  const asked = resolveFilter(input, ctx.nowMs)
  return { asked, ...(await foundRuns(ctx, asked, by)) }
}

/** The period of the same length right before; null where the filter has no begin. */
export async function previousFilter(
  ctx: ServiceContext,
  asked: ResolvedRunFilter,
  by: readonly CostDimension[],
): Promise<(Omit<CostFilter, 'asked'> & { fromNs: string; toNs: string }) | null> {
  if (asked.fromNs === undefined) return null
  const from = BigInt(asked.fromNs)
  const to = asked.toNs === undefined ? BigInt(ctx.nowMs) * 1_000_000n : BigInt(asked.toNs)
  const before = from - (to - from)
  if (to <= from || before < 0n) return null
  const range = { fromNs: String(before), toNs: String(from) }
  return { ...(await foundRuns(ctx, { ...asked, ...range }, by)), ...range }
}

async function foundRuns(
  ctx: ServiceContext,
  filter: ResolvedRunFilter,
  by: readonly CostDimension[],
): Promise<Omit<CostFilter, 'asked'>> {
  const [found, older] = await Promise.all([
    findText(ctx, filter),
    isByShare(by) ? hasOlderRuns(ctx.db, ctx.scope, { filter }) : [],
  ])
  const hasOlder = older.length > 0
  if (found === null) return { filter, hasOlder, capped: false }
  return { filter: { ...filter, ...found.narrowed }, hasOlder, capped: found.capped }
}
