import { z } from 'zod'

const Count = z.number().int().nonnegative()
/** Nanoseconds since the epoch as decimal string. */
const Nanos = z.string()

/** Sums over run rows; the runs list with the same filter shows exactly these runs. */
export const RunTotals = z.object({
  runs: Count,
  /** Runs that ended in error, abandoned or out of budget or steps. */
  badRuns: Count,
  /** Exact decimal in USD; null where no run has a known cost. */
  costUsd: z.string().nullable(),
  /** Runs that made calls of which none has a known cost. */
  unpricedRuns: Count,
  /** Runs of which only some calls have a known cost: that part is in `costUsd`. */
  partialRuns: Count,
  /** Of the runs that are not running any more; null where there is none. */
  p95DurationNs: Count.nullable(),
})
export type RunTotals = z.infer<typeof RunTotals>

/** Runs that began in one slice of time. */
export const RunBucket = RunTotals.extend({ startNs: Nanos })
export type RunBucket = z.infer<typeof RunBucket>

/**
 * Runs over time: slices of equal length without a gap, the empty ones included. The first may begin
 * before `fromNs` and the last end after `toNs`, runs outside are in neither. `toNs` is exclusive.
 */
export const RunMetrics = z.object({
  fromNs: Nanos,
  toNs: Nanos,
  bucketSeconds: z.number().int().positive(),
  buckets: z.array(RunBucket),
  totals: RunTotals,
  capped: z
    .boolean()
    .describe('A search found more runs than are counted: these are all that began since `fromNs`, at most 10,000.'),
})
export type RunMetrics = z.infer<typeof RunMetrics>
