/** So many at once, and so many a minute after that. */
export type BucketRule = { burst: number; perMinute: number }

export type Bucket = { left: number; atMs: number }

/** Takes one out of the bucket; `waitSeconds` is 0 where there was one. */
export function takeOne(
  { burst, perMinute }: BucketRule,
  { left, atMs }: Bucket,
  nowMs: number,
): { bucket: Bucket; waitSeconds: number } {
  const filled = Math.min(burst, left + (Math.max(0, nowMs - atMs) / 60_000) * perMinute)
  if (filled >= 1) return { bucket: { left: filled - 1, atMs: nowMs }, waitSeconds: 0 }
  return { bucket: { left: filled, atMs: nowMs }, waitSeconds: ((1 - filled) / perMinute) * 60 }
}

/** How long the last of these has to wait, each having come at its time to a bucket that was full before the first. */
export function waitOfLast(rule: BucketRule, atMs: readonly number[]): number {
  let bucket: Bucket = { left: rule.burst, atMs: atMs[0] ?? 0 }
  let wait = 0
  for (const each of atMs) ({ bucket, waitSeconds: wait } = takeOne(rule, bucket, each))
  return wait
}
