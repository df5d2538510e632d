import { describe, expect, it } from 'vitest'
import type { IngestBucket, IngestHealth } from '#lib/domain/ingest-health.ts'
import { bucketSpan, sumBuckets } from './ingest-chart-series.ts'

const minuteNs = 60_000_000_000n
const none = { records: 0, requests: 0, bytes: 0 }

function health(buckets: Omit<IngestBucket, 'startNs'>[], change: Partial<IngestHealth> = {}): IngestHealth {
  return {
    fromNs: '0',
    toNs: (minuteNs * BigInt(buckets.length)).toString(),
    bucketSeconds: 60,
    buckets: buckets.map((bucket, slot) => ({ ...bucket, startNs: (minuteNs * BigInt(slot)).toString() })),
    totals: { accepted: none, refused: none, cut: none, notUnderstood: none },
    storedPerMinute: 0,
    reasons: [],
    keys: [],
    examples: [],
    state: { problems: [], sinceNs: null, behindMs: 0, recent: null, processes: [], lostParts: [] },
    ...change,
  }
}

const buckets = [1, 2, 4].map((accepted) => ({ accepted, refused: accepted * 10, cut: 0, notUnderstood: 1 }))

describe('ingest chart', () => {
  it('sums the slots of a selection', () => {
    expect(sumBuckets(health(buckets), { first: 1, last: 2 })).toEqual({
      accepted: 6,
      refused: 60,
      cut: 0,
      notUnderstood: 2,
    })
  })

  it('gives the time of a selection, within the range', () => {
    const change = { fromNs: (minuteNs / 2n).toString(), toNs: (minuteNs * 2n + minuteNs / 2n).toString() }
    expect(bucketSpan(health(buckets), { first: 1, last: 1 })).toEqual({ startMs: 60_000, endMs: 120_000 })
    expect(bucketSpan(health(buckets, change), { first: 0, last: 2 })).toEqual({ startMs: 30_000, endMs: 150_000 })
  })
})
