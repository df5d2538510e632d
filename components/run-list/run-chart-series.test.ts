import { describe, expect, it } from 'vitest'
import type { RunMetrics, RunTotals } from '#lib/domain/metrics.ts'
import { bucketSpan, missingCost, narrowedTo, runChartSeries, sumBuckets } from './run-chart-series.ts'

const none: RunTotals = {
  runs: 0,
  badRuns: 0,
  costUsd: null,
  unpricedRuns: 0,
  partialRuns: 0,
  p95DurationNs: null,
}
const nsAt = (text: string, nanos = 0n) => String(BigInt(Date.parse(text)) * 1_000_000n + nanos)

/** 10:00 to 10:03, of which the filter begins within the first minute and ends within the last. */
const metrics: RunMetrics = {
  capped: false,
  fromNs: nsAt('2026-11-20T10:00:30.250Z', 1n),
  toNs: nsAt('2026-11-20T10:02:45.500Z', 1n),
  bucketSeconds: 60,
  buckets: [
    { ...none, startNs: nsAt('2026-11-20T10:00:00Z'), runs: 3, badRuns: 1, costUsd: '0.1', p95DurationNs: 9 },
    { ...none, startNs: nsAt('2026-11-20T10:01:00Z') },
    { ...none, startNs: nsAt('2026-11-20T10:02:00Z'), runs: 2, costUsd: '0.2', unpricedRuns: 1, p95DurationNs: 5 },
  ],
  totals: none,
}

it('an empty bucket is a bar of no height and a gap in the line', () => {
  expect(runChartSeries(metrics)).toEqual({
    goodRuns: [2, 0, 2],
    badRuns: [1, 0, 0],
    costUsd: [0.1, 0, 0.2],
    p95DurationNs: [9, null, 5],
  })
})

describe('narrowing', () => {
  it.each([
    [0, 0, '2026-11-20T10:00:30.250Z', '2026-11-20T10:01:00.000Z'],
    [1, 1, '2026-11-20T10:01:00.000Z', '2026-11-20T10:02:00.000Z'],
    [1, 2, '2026-11-20T10:01:00.000Z', '2026-11-20T10:02:45.501Z'],
    [0, 2, '2026-11-20T10:00:30.250Z', '2026-11-20T10:02:45.501Z'],
  ])('buckets %i to %i', (first, last, from, to) => {
    expect(narrowedTo(metrics, { first, last })).toEqual({ from, to })
  })

  it('of a chart without buckets is its range', () => {
    const now = '2026-11-20T10:00:00.000Z'
    const empty = { ...metrics, fromNs: nsAt(now), toNs: nsAt(now), buckets: [] }
    expect(bucketSpan(empty, { first: 0, last: 0 })).toEqual({ startMs: Date.parse(now), endMs: Date.parse(now) })
  })
})

it('sums are exact, and have no percentile', () => {
  expect(sumBuckets(metrics, { first: 0, last: 2 })).toEqual({
    ...none,
    runs: 5,
    badRuns: 1,
    costUsd: '0.300000000000',
    unpricedRuns: 1,
  })
  expect(sumBuckets(metrics, { first: 2, last: 2 }).p95DurationNs).toBe(5)
  expect(sumBuckets(metrics, { first: 1, last: 1 })).toEqual(none)
})

it.each([
  [0, 0, null],
  [1, 0, '+ 1 run without a price'],
  [3, 0, '+ 3 runs without a price'],
  [0, 1, '· 1 run priced in part'],
  [3, 2, '+ 3 runs without a price, 2 priced in part'],
])('%i unpriced and %i partial: %s', (unpricedRuns, partialRuns, text) => {
  expect(missingCost({ ...none, unpricedRuns, partialRuns })).toBe(text)
})
