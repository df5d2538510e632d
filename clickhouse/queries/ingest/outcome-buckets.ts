import { z } from 'zod'
import { defineProjectQuery } from '../../define-scoped-query.ts'
import { OutcomeRange, outcomesInRange } from './outcome-sums.ts'

export const OutcomeBucketRow = z.object({
  /** Number of the slice of time, from 0. */
  slot: z.number(),
  accepted: z.number(),
  refused_requests: z.number(),
  cut: z.number(),
  not_understood: z.number(),
})
export type OutcomeBucketRow = z.infer<typeof OutcomeBucketRow>

/** Outcomes by slice of time, the empty ones left out. */
export const outcomeBuckets = defineProjectQuery({
  name: 'outcome-buckets',
  params: OutcomeRange.extend({ bucketSeconds: z.number(), firstSeconds: z.number(), limit: z.number() }),
  row: OutcomeBucketRow,
  sql: (params) => ({
    sql: `
SELECT
  intDiv(toInt64(toUnixTimestamp(minute)) - {firstSeconds:Int64}, {bucketSeconds:Int64}) AS slot,
  sumIf(records, kind = 'accepted') AS accepted,
  sumIf(requests, kind = 'refused') AS refused_requests,
  sumIf(records, kind = 'cut') AS cut,
  sumIf(records, kind = 'not_understood') AS not_understood
${outcomesInRange(params).trim()}
GROUP BY slot
ORDER BY slot
LIMIT {limit:UInt32}`,
    params,
  }),
})
