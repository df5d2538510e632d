import type { SlotRange } from '#components/charts/slots.ts'
import type { RunMetrics, RunTotals } from '#lib/domain/metrics.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'

/** The values of the charts, one a bucket; gaps are null, money is a number here and nowhere else. */
export type RunChartSeries = {
  goodRuns: number[]
  badRuns: number[]
  costUsd: number[]
  p95DurationNs: (number | null)[]
}

export function runChartSeries({ buckets }: RunMetrics): RunChartSeries {
  return {
    goodRuns: buckets.map(({ runs, badRuns }) => runs - badRuns),
    badRuns: buckets.map(({ badRuns }) => badRuns),
    costUsd: buckets.map(({ costUsd }) => Number(costUsd ?? 0)),
    p95DurationNs: buckets.map(({ p95DurationNs }) => p95DurationNs),
  }
}

const nsPerMs = 1_000_000n

/** The time of some buckets in milliseconds since the epoch, cut to the range of the metrics. Empty without buckets. */
export function bucketSpan(metrics: RunMetrics, { first, last }: SlotRange): { startMs: number; endMs: number } {
  const { fromNs, toNs, bucketSeconds, buckets } = metrics
  const startNs = BigInt(buckets[first]?.startNs ?? fromNs)
  const endNs = BigInt(buckets[last]?.startNs ?? fromNs) + BigInt(bucketSeconds) * 1_000_000_000n
  const latest = startNs > BigInt(fromNs) ? startNs : BigInt(fromNs)
  const earliest = endNs < BigInt(toNs) ? endNs : BigInt(toNs)
  // A filter speaks milliseconds: outwards, so that no run of the buckets is lost.
  return { startMs: Number(latest / nsPerMs), endMs: Number((earliest + nsPerMs - 1n) / nsPerMs) }
}

/** `from` and `to` of a filter that finds exactly the runs of these buckets. */
export function narrowedTo(metrics: RunMetrics, range: SlotRange): { from: string; to: string } {
  const { startMs, endMs } = bucketSpan(metrics, range)
  return { from: new Date(startMs).toISOString(), to: new Date(endMs).toISOString() }
}

/** Sums of some buckets. A 95th percentile of several cannot be had from theirs: null. */
export function sumBuckets({ buckets }: RunMetrics, { first, last }: SlotRange): RunTotals {
  const covered = buckets.slice(first, last + 1)
  const sum = (of: (bucket: RunTotals) => number) => covered.reduce((total, bucket) => total + of(bucket), 0)
  return {
    runs: sum(({ runs }) => runs),
    badRuns: sum(({ badRuns }) => badRuns),
    costUsd: sumUsd(covered.map(({ costUsd }) => costUsd)),
    unpricedRuns: sum(({ unpricedRuns }) => unpricedRuns),
    partialRuns: sum(({ partialRuns }) => partialRuns),
    p95DurationNs: covered.length === 1 ? (covered[0]?.p95DurationNs ?? null) : null,
  }
}

/** What a sum of costs leaves out, e.g. "+ 3 runs without a price, 1 priced in part"; null when it is all. */
export function missingCost({ unpricedRuns, partialRuns }: RunTotals): string | null {
  const unpriced = unpricedRuns === 0 ? '' : `${unpricedRuns} ${runsWord(unpricedRuns)} without a price`
  if (partialRuns === 0) return unpriced === '' ? null : `+ ${unpriced}`
  if (unpriced === '') return `· ${partialRuns} ${runsWord(partialRuns)} priced in part`
  return `+ ${unpriced}, ${partialRuns} priced in part`
}

function runsWord(count: number): string {
  return count === 1 ? 'run' : 'runs'
}
