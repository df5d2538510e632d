import { z } from 'zod'
import { AdjustmentReason } from '#lib/domain/adjustment.ts'
import { defineProjectQuery } from '../../define-scoped-query.ts'
import type { Fragment } from '../../sql/fragment.ts'
import { inProject } from '../../sql/scope.ts'
import { statementChanges } from './statement-changes.ts'

/** What is compared: `closingIds` were billed, the newest last; null as note is runs as they are. */
const Compared = z.object({
  closingIds: z.array(z.string()).min(1),
  noteId: z.string().nullable(),
  fromNs: z.string(),
  toNs: z.string(),
})

const AdjustedSumRow = z.object({
  /** '' is unknown. */
  tenant: z.string(),
  reason: AdjustmentReason,
  runs: z.number(),
  difference: z.string(),
})
export type AdjustedSumRow = z.infer<typeof AdjustedSumRow>

/** What is billed otherwise by tenant and reason. A run that moved counts with both of its tenants. */
export const adjustedSums = defineProjectQuery({
  name: 'adjusted-sums',
  params: Compared,
  row: AdjustedSumRow,
  sql: (compared) =>
    changed(
      compared,
      (changes) => `
SELECT
  toString(part.1) AS tenant,
  reason,
  count() AS runs,
  toDecimalString(sum(part.2), 12) AS difference
FROM (
  SELECT
    reason,
    arrayJoin(if(
      reason = 'moved',
      [(was_tenant, -was_amount), (now_tenant, now_amount)],
      [(if(is_there, now_tenant, was_tenant), difference)]
    )) AS part
  FROM (
    SELECT
      *,
      ifNull(was_cost, toDecimal128(0, 12)) AS was_amount,
      ifNull(now_cost, toDecimal128(0, 12)) AS now_amount
    FROM (${changes})
  )
)
GROUP BY tenant, reason
ORDER BY tenant, reason
LIMIT 100001`,
    ),
})

const AdjustedRunRow = z.object({
  all_runs: z.number(),
  run_id: z.string(),
  started_ms: z.number(),
  reason: AdjustmentReason,
  is_there: z.boolean(),
  is_billed: z.boolean(),
  was_tenant: z.string(),
  now_tenant: z.string(),
  was_cost_text: z.string().nullable(),
  now_cost_text: z.string().nullable(),
  was_price_version: z.string(),
  now_price_version: z.string(),
  difference_text: z.string(),
})
export type AdjustedRunRow = z.infer<typeof AdjustedRunRow>

/** Runs that are billed otherwise, the largest differences first; `all_runs` is how many there are. */
export const adjustedRuns = defineProjectQuery({
  name: 'adjusted-runs',
  params: Compared.extend({ limit: z.number() }),
  row: AdjustedRunRow,
  sql: ({ limit, ...compared }) => {
    const { sql, params } = changed(
      compared,
      (changes) => `
SELECT
  count() OVER () AS all_runs,
  run_id,
  toUnixTimestamp64Milli(if(is_there, now_started_at, was_started_at)) AS started_ms,
  reason,
  is_there,
  is_billed,
  toString(was_tenant) AS was_tenant,
  toString(now_tenant) AS now_tenant,
  toDecimalString(was_cost, 12) AS was_cost_text,
  toDecimalString(now_cost, 12) AS now_cost_text,
  toString(was_price_version) AS was_price_version,
  toString(now_price_version) AS now_price_version,
  toDecimalString(difference, 12) AS difference_text
FROM (${changes})
ORDER BY abs(difference) DESC, run_id
LIMIT {limit:UInt32}`,
    )
    return { sql, params: { ...params, limit } }
  },
})

function changed({ noteId, ...params }: z.infer<typeof Compared>, sql: (changes: string) => string): Fragment {
  const changes = statementChanges({ condition: inProject, now: noteId === null ? 'runs' : 'note' })
  if (noteId === null) return { sql: sql(changes), params }
  return { sql: sql(changes), params: { closingIds: params.closingIds, noteId } }
}
