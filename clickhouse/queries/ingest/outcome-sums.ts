import { z } from 'zod'
import { OutcomeKind, OutcomeReason, OutcomeSignal, OutcomeTransport } from '#lib/domain/ingest-outcome.ts'
import { defineProjectQuery } from '../../define-scoped-query.ts'
import { inProject, inProjectOrNone } from '../../sql/scope.ts'

/** Whole minutes as seconds since the epoch, the end not part of it. */
export const OutcomeRange = z.object({
  /** Requests without a valid key too: they belong to no project. */
  withUnowned: z.boolean(),
  fromSeconds: z.number(),
  toSeconds: z.number(),
})

export const outcomesInRange = ({ withUnowned }: z.infer<typeof OutcomeRange>): string => `
FROM ingest_outcomes FINAL
WHERE ${withUnowned ? inProjectOrNone : inProject}
  AND minute >= toDateTime({fromSeconds:Int64}, 'UTC')
  AND minute < toDateTime({toSeconds:Int64}, 'UTC')`

export const OutcomeSumRow = z.object({
  project: z.string(),
  key_id: z.string(),
  kind: OutcomeKind,
  reason: OutcomeReason,
  signal: OutcomeSignal,
  transport: OutcomeTransport,
  record_count: z.number(),
  request_count: z.number(),
  byte_count: z.number(),
  last_seconds: z.number(),
})
export type OutcomeSumRow = z.infer<typeof OutcomeSumRow>

/** What became of requests, by sort. There are as many sorts as keys, reasons and ways to send: few. */
export const outcomeSums = defineProjectQuery({
  name: 'outcome-sums',
  params: OutcomeRange,
  row: OutcomeSumRow,
  sql: (params) => ({
    sql: `
SELECT
  project,
  key_id,
  kind,
  reason,
  signal,
  transport,
  sum(records) AS record_count,
  sum(requests) AS request_count,
  sum(bytes) AS byte_count,
  toUnixTimestamp(max(minute)) AS last_seconds
${outcomesInRange(params).trim()}
GROUP BY project, key_id, kind, reason, signal, transport
ORDER BY kind, request_count DESC
LIMIT 10000`,
    params,
  }),
})
