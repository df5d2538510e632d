import { runMetrics, type BoundedRunFilter, type RunMetricsRow } from '#clickhouse/queries/runs/run-metrics.ts'
import { runTimeBounds } from '#clickhouse/queries/runs/run-time-bounds.ts'
import type { ResolvedRunFilter } from '#clickhouse/sql/filters.ts'
import type { RunFilterQuery } from '#lib/domain/filter.ts'
import type { RunMetrics, RunTotals } from '#lib/domain/metrics.ts'
import type { ServiceContext } from '../context.ts'
import { findText, type FoundText } from './find-text.ts'
import { layBuckets, maxBuckets, type Buckets } from './lay-buckets.ts'
import { resolveFilter } from './resolve-filter.ts'

const noRuns: RunTotals = {
  runs: 0,
  badRuns: 0,
  costUsd: null,
  unpricedRuns: 0,
  partialRuns: 0,
  p95DurationNs: null,
}

/** When the first and the last of the runs began; null without any. */
type Bounds = FoundText['bounds']

/** Runs, cost and duration over the time of a filter. An end that the filter leaves open is that of its runs, or now. */
export async function getRunMetrics({
  ctx,
  input,
}: {
  ctx: ServiceContext
  input: RunFilterQuery
}): Promise<RunMetrics> {
  const filter = resolveFilter(input, ctx.nowMs)
  const found = await findText(ctx, filter)
  if (found !== null) {
    const { metrics } = await measure(ctx, { ...filter, ...found.narrowed }, found.bounds)
    return { ...metrics, capped: found.capped }
  }
  const bounds = await storedBounds(ctx, filter)
  const first = await measure(ctx, filter, bounds)
  const exact = { firstNs: first.total?.first_ns ?? null, lastNs: first.total?.last_ns ?? null }
  // A replaced version made the range too wide: seldom.
  const isExact = bounds === null || (bounds.firstNs === exact.firstNs && bounds.lastNs === exact.lastNs)
  return isExact ? first.metrics : (await measure(ctx, filter, exact)).metrics
}

type Measured = { metrics: RunMetrics; total: RunMetricsRow | undefined }

async function measure(ctx: ServiceContext, filter: ResolvedRunFilter, bounds: Bounds | null): Promise<Measured> {
  const range = rangeOf(ctx, filter, bounds)
  const buckets = layBuckets(range.fromNs, range.toNs)
  const [firstNs = range.fromNs] = buckets.startsNs
  const bounded = {
    ...filter,
    fromNs: filter.fromNs ?? firstNs.toString(),
    toNs: filter.toNs ?? buckets.endNs.toString(),
  }
  const rows = buckets.startsNs.length === 0 ? [] : await queryRows(ctx, bounded, buckets, firstNs)
  return {
    metrics: answerOf(bounded, buckets, rows),
    total: rows.find((row) => row.is_total === 1 && row.run_count > 0),
  }
}

/** Null where the filter says both ends itself. */
async function storedBounds(ctx: ServiceContext, filter: ResolvedRunFilter): Promise<Bounds | null> {
  if (filter.fromNs !== undefined && filter.toNs !== undefined) return null
  const [row] = await runTimeBounds(ctx.db, ctx.scope, { filter })
  return { firstNs: row?.first_ns ?? null, lastNs: row?.last_ns ?? null }
}

function rangeOf(
  ctx: ServiceContext,
  { fromNs, toNs }: ResolvedRunFilter,
  bounds: Bounds | null,
): { fromNs: bigint; toNs: bigint } {
  if (fromNs !== undefined && toNs !== undefined) return { fromNs: BigInt(fromNs), toNs: BigInt(toNs) }
  const nowNs = BigInt(ctx.nowMs) * 1_000_000n
  const afterLastNs = bounds?.lastNs ? BigInt(bounds.lastNs) + 1n : null
  if (fromNs === undefined) {
    const endNs = toNs === undefined ? (afterLastNs ?? nowNs) : BigInt(toNs)
    return { fromNs: bounds?.firstNs ? BigInt(bounds.firstNs) : endNs, toNs: endNs }
  }
  // "Since" reaches to now, and beyond it to runs of a clock that is ahead.
  return { fromNs: BigInt(fromNs), toNs: afterLastNs !== null && afterLastNs > nowNs ? afterLastNs : nowNs }
}

function queryRows(
  ctx: ServiceContext,
  filter: BoundedRunFilter,
  { bucketSeconds }: Buckets,
  firstNs: bigint,
): Promise<RunMetricsRow[]> {
  return runMetrics(ctx.db, ctx.scope, {
    filter,
    firstNs: firstNs.toString(),
    bucketNs: (BigInt(bucketSeconds) * 1_000_000_000n).toString(),
    limit: maxBuckets + 1,
  })
}

function answerOf(
  { fromNs, toNs }: BoundedRunFilter,
  { bucketSeconds, startsNs }: Buckets,
  rows: readonly RunMetricsRow[],
): RunMetrics {
  const total = rows.find((row) => row.is_total === 1)
  const rowOfSlot = new Map(rows.filter((row) => row !== total).map((row) => [row.slot, row]))
  const buckets = startsNs.map((startNs, slot) => ({ startNs: startNs.toString(), ...totalsOf(rowOfSlot.get(slot)) }))
  return { fromNs, toNs, bucketSeconds, buckets, totals: totalsOf(total), capped: false }
}

function totalsOf(row: RunMetricsRow | undefined): RunTotals {
  if (row === undefined) return noRuns
  return {
    runs: row.run_count,
    badRuns: row.bad_runs,
    costUsd: row.cost_text,
    unpricedRuns: row.unpriced_runs,
    partialRuns: row.partial_runs,
    p95DurationNs: row.p95_ns,
  }
}
