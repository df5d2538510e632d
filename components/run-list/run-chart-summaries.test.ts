import { expect, it } from 'vitest'
import type { RunMetrics, RunTotals } from '#lib/domain/metrics.ts'
import { runChartSummaries } from './run-chart-summaries.ts'

const none: RunTotals = {
  runs: 0,
  badRuns: 0,
  costUsd: null,
  unpricedRuns: 0,
  partialRuns: 0,
  p95DurationNs: null,
}
const nsAt = (text: string) => String(BigInt(Date.parse(text)) * 1_000_000n)
const nowMs = Date.parse('2026-11-21T12:00:00Z')

const metrics: RunMetrics = {
  capped: false,
  fromNs: nsAt('2026-11-20T10:00:00Z'),
  toNs: nsAt('2026-11-20T10:02:00Z'),
  bucketSeconds: 60,
  buckets: [
    { ...none, startNs: nsAt('2026-11-20T10:00:00Z'), runs: 1200, badRuns: 2, costUsd: '0.25', p95DurationNs: 41e9 },
    { ...none, startNs: nsAt('2026-11-20T10:01:00Z'), runs: 34, costUsd: '1.5', p95DurationNs: null },
  ],
  totals: { ...none, runs: 1234, badRuns: 2, costUsd: '1.75', unpricedRuns: 3, p95DurationNs: 41e9 },
}

it('say range, total and the highest bucket', () => {
  expect(runChartSummaries(metrics, nowMs, 'UTC')).toEqual({
    runs: '20 Nov, 10:00 – 10:02: 1,234 runs, 2 ended badly. Most: 1,200 runs, 20 Nov, 10:00 – 10:01.',
    cost: '20 Nov, 10:00 – 10:02: $1.75 + 3 runs without a price. Most: $1.50, 20 Nov, 10:01 – 10:02.',
    p95: '20 Nov, 10:00 – 10:02: 95th percentile of the duration 41.0 s. Most: 41.0 s, 20 Nov, 10:00 – 10:01.',
  })
})

it('say that there is nothing', () => {
  expect(runChartSummaries({ ...metrics, buckets: [], totals: none }, nowMs).cost).toBe('No runs.')
})
