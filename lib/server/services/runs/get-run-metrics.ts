import { runMetrics, type BoundedRunFilter, type RunMetricsRow } from '#clickhouse/queries/runs/run-metrics.ts'
import { runTimeBounds } from '#clickhouse/queries/runs/run-time-bounds.ts'
import type { ResolvedRunFilter } from '#clickhouse/sql/filters.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import type { RunMetrics, RunTotals } from '#lib/domain/metrics.ts'
import type { ServiceContext } from '../context.ts'
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

/** Runs, cost and duration over the time of a filter. An end that the filter leaves open is that of its runs, or now. */
export async function getRunMetrics({ ctx, input }: { ctx: ServiceContext; input: RunFilter }): Promise<RunMetrics> {
  const filter = resolveFilter(input, ctx.nowMs)
  const range = await rangeOf(ctx, filter)
  const buckets = layBuckets(range.fromNs, range.toNs)
  const [firstNs = range.fromNs] = buckets.startsNs
  const bounded = {
    ...filter,
    fromNs: filter.fromNs ?? firstNs.toString(),
    toNs: filter.toNs ?? buckets.endNs.toString(),
  }
  const rows = buckets.startsNs.length === 0 ? [] : await queryRows(ctx, bounded, buckets, firstNs)
  return answerOf(bounded, buckets, rows)
}

async function rangeOf(ctx: ServiceContext, filter: ResolvedRunFilter): Promise<{ fromNs: bigint; toNs: bigint }> {
  const { fromNs, toNs } = filter
  if (fromNs !== undefined && toNs !== undefined) return { fromNs: BigInt(fromNs), toNs: BigInt(toNs) }
  const [bounds] = await runTimeBounds(ctx.db, { project: ctx.project, filter })
  const nowNs = BigInt(ctx.nowMs) * 1_000_000n
  const afterLastNs = bounds?.last_ns ? BigInt(bounds.last_ns) + 1n : null
  if (fromNs === undefined) {
    const endNs = toNs === undefined ? (afterLastNs ?? nowNs) : BigInt(toNs)
    return { fromNs: bounds?.first_ns ? BigInt(bounds.first_ns) : endNs, toNs: endNs }
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
  return runMetrics(ctx.db, {
    project: ctx.project,
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
  return { fromNs, toNs, bucketSeconds, buckets, totals: totalsOf(total) }
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
