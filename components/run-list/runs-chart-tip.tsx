import type { SlotRange } from '#components/charts/slots.ts'
import type { RunMetrics } from '#lib/domain/metrics.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatTimeSpan } from '#lib/format/time-span.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { bucketSpan, missingCost, sumBuckets } from './run-chart-series.ts'

/** What happened in the buckets under the pointer, all three figures at once. */
export function RunsChartTip({ metrics, range, nowMs }: { metrics: RunMetrics; range: SlotRange; nowMs: number }) {
  const { startMs, endMs } = bucketSpan(metrics, range)
  const sums = sumBuckets(metrics, range)
  const missing = missingCost(sums)
  return (
    <div className="tabular grid gap-0.5">
      <span className="text-ink-2">{formatTimeSpan(startMs, endMs, nowMs)}</span>
      {sums.runs === 0 ? (
        <span>No runs</span>
      ) : (
        <>
          <span>
            {formatCountExact(sums.runs)} {sums.runs === 1 ? 'run' : 'runs'}
            {sums.badRuns > 0 ? (
              <span className="text-bad"> · {formatCountExact(sums.badRuns)} ended badly</span>
            ) : null}
          </span>
          <span>
            {formatUsd(sums.costUsd)}
            {missing === null ? null : <span className="text-ink-2"> {missing}</span>}
          </span>
          {range.first === range.last ? <span>p95 {formatDurationNs(sums.p95DurationNs)}</span> : null}
          <span className="text-ink-3">{sums.runs === 1 ? 'Click to open it' : 'Click to list them'}</span>
        </>
      )}
    </div>
  )
}
