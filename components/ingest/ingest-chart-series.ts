import type { SlotRange } from '#components/charts/slots.ts'
import type { IngestBucket, IngestHealth } from '#lib/domain/ingest-health.ts'
import { msOfNs } from '#lib/format/time.ts'

type Sums = Omit<IngestBucket, 'startNs'>

export function sumBuckets({ buckets }: IngestHealth, { first, last }: SlotRange): Sums {
  const covered = buckets.slice(first, last + 1)
  const sum = (of: (bucket: Sums) => number) => covered.reduce((total, bucket) => total + of(bucket), 0)
  return {
    accepted: sum(({ accepted }) => accepted),
    refused: sum(({ refused }) => refused),
    cut: sum(({ cut }) => cut),
    notUnderstood: sum(({ notUnderstood }) => notUnderstood),
  }
}

/** The time of some buckets, milliseconds since the epoch, cut to the range. */
export function bucketSpan(health: IngestHealth, { first, last }: SlotRange): { startMs: number; endMs: number } {
  const startMs = msOfNs(health.buckets[first]?.startNs ?? health.fromNs)
  const endMs = msOfNs(health.buckets[last]?.startNs ?? health.fromNs) + health.bucketSeconds * 1000
  return { startMs: Math.max(startMs, msOfNs(health.fromNs)), endMs: Math.min(endMs, msOfNs(health.toNs)) }
}
