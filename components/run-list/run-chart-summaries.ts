import type { RunBucket, RunMetrics } from '#lib/domain/metrics.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatTimeSpan } from '#lib/format/time-span.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { bucketSpan, missingCost } from './run-chart-series.ts'

export type RunChartSummaries = { runs: string; cost: string; p95: string }

/** Each chart as text: its range, its total and its highest bucket. The time zone is the viewer's. */
export function runChartSummaries(metrics: RunMetrics, nowMs: number, timeZone?: string): RunChartSummaries {
  const { buckets, totals } = metrics
  if (totals.runs === 0) return { runs: 'No runs.', cost: 'No runs.', p95: 'No runs.' }
  const spanOf = (first: number, last: number) => {
    const { startMs, endMs } = bucketSpan(metrics, { first, last })
    return formatTimeSpan(startMs, endMs, nowMs, timeZone)
  }
  const range = `${spanOf(0, buckets.length - 1)}${metrics.capped ? ', only the newest runs found' : ''}`
  const most = (valueOf: (bucket: RunBucket) => number | null, format: (bucket: RunBucket) => string) => {
    const slot = highest(buckets.map(valueOf))
    const bucket = slot === null ? undefined : buckets[slot]
    return slot === null || bucket === undefined ? '' : ` Most: ${format(bucket)}, ${spanOf(slot, slot)}.`
  }
  const missing = missingCost(totals)
  return {
    runs: `${range}: ${countOf(totals.runs)}${totals.badRuns === 0 ? '' : `, ${formatCountExact(totals.badRuns)} ended badly`}.${most(
      ({ runs }) => runs,
      ({ runs }) => countOf(runs),
    )}`,
    cost: `${range}: ${formatUsd(totals.costUsd)}${missing === null ? '' : ` ${missing}`}.${most(
      ({ costUsd }) => (costUsd === null ? null : Number(costUsd)),
      ({ costUsd }) => formatUsd(costUsd),
    )}`,
    p95: `${range}: 95th percentile of the duration ${formatDurationNs(totals.p95DurationNs)}.${most(
      ({ p95DurationNs }) => p95DurationNs,
      ({ p95DurationNs }) => formatDurationNs(p95DurationNs),
    )}`,
  }
}

function countOf(runs: number): string {
  return `${formatCountExact(runs)} ${runs === 1 ? 'run' : 'runs'}`
}

/** Index of the highest value, of the first of equals; null where all are null. */
function highest(values: readonly (number | null)[]): number | null {
  let best: { slot: number; value: number } | null = null
  for (const [slot, value] of values.entries()) {
    if (value !== null && (best === null || value > best.value)) best = { slot, value }
  }
  return best?.slot ?? null
}
