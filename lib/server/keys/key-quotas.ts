import type { KeyQuota } from '#lib/domain/project.ts'

const minuteMs = 60_000
/** Of filling up in many small steps, minutes. */
const roundingError = 1e-9

/** What is left of a minute's allowance; below 0 more was spent than there was. */
type Bucket = { left: number; atMs: number }

/** A key, or whoever sends without one, for whom no quota counts. */
export type Limited = { keyId: string | null; quota: KeyQuota }

/**
 * Keeps keys to their quotas, in this process. A key that has not been used for a minute may spend a minute's worth at
 * once. The size of a request is known only when it was read: it is charged afterwards, and while more was spent
 * than there was, nothing is let in. So no request is too large for its quota, and on average the quota holds.
 */
export class KeyQuotas {
  private readonly requests = new Map<string, Bucket>()
  private readonly bytes = new Map<string, Bucket>()
  private readonly now: () => number

  constructor({ now = Date.now }: { now?: () => number } = {}) {
    this.now = now
  }

  /** Counts a request; answers with the seconds to wait where it must not be let in, and 0 where it may. */
  take({ keyId, quota: { requestsPerMinute, bytesPerMinute } }: Limited): number {
    if (keyId === null) return 0
    const waits = [
      secondsUntil(this.bucketOf(this.requests, keyId, requestsPerMinute), 1, requestsPerMinute),
      secondsUntil(this.bucketOf(this.bytes, keyId, bytesPerMinute), 0, bytesPerMinute),
    ]
    const seconds = Math.max(...waits)
    const requests = this.requests.get(keyId)
    if (seconds === 0 && requests !== undefined) requests.left -= 1
    return seconds
  }

  /** Charges for what was read. */
  spend({ keyId, quota: { bytesPerMinute } }: Limited, bytes: number): void {
    if (keyId === null) return
    const bucket = this.bucketOf(this.bytes, keyId, bytesPerMinute)
    if (bucket !== null) bucket.left -= bytes
  }

  /** Filled up to now; null where there is no limit. */
  private bucketOf(buckets: Map<string, Bucket>, keyId: string, perMinute: number | null): Bucket | null {
    if (perMinute === null) {
      buckets.delete(keyId)
      return null
    }
    const nowMs = this.now()
    const bucket = buckets.get(keyId) ?? { left: perMinute, atMs: nowMs }
    bucket.left = Math.min(perMinute, bucket.left + (Math.max(0, nowMs - bucket.atMs) / minuteMs) * perMinute)
    bucket.atMs = nowMs
    buckets.set(keyId, bucket)
    return bucket
  }
}

/** Whole seconds until the bucket holds `needed`, at least one where it does not. */
function secondsUntil(bucket: Bucket | null, needed: number, perMinute: number | null): number {
  if (bucket === null || perMinute === null) return 0
  const minutes = (needed - bucket.left) / perMinute
  return minutes <= roundingError ? 0 : Math.max(1, Math.ceil((minutes - roundingError) * 60))
}
