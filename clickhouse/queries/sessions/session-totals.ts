import { z } from 'zod'
import { SessionSort } from '#lib/domain/session.ts'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { runFilters } from '../../sql/filters.ts'
import { listParams } from '../../sql/list-params.ts'
import { sessionSortKey } from '../../sql/run-sort.ts'
import { inScope } from '../../sql/scope.ts'

export const SessionRow = z.object({
  session_id: z.string(),
  runs: z.number(),
  started_ns: z.string(),
  ended_ns: z.string(),
  users: z.array(z.string()),
  tenants: z.array(z.string()),
  agents: z.array(z.string()),
  step_count: z.number(),
  input_sum: z.number().nullable(),
  output_sum: z.number().nullable(),
  cost_text: z.string().nullable(),
  cost_statuses: z.array(z.string()),
  bad_runs: z.number(),
  tool_error_count: z.number(),
  duration_sum: z.number(),
  first_input: z.string(),
  newest_version: z.number(),
  sort_key: z.string(),
})
export type SessionRow = z.infer<typeof SessionRow>

/** Sums over the matching runs of these sessions, in the order of the list; `hours` are the buckets that the runs can be in. */
export const sessionTotals = defineScopedQuery({
  name: 'session-totals',
  params: z.object({
    ...listParams,
    sort: SessionSort,
    sessionIds: z.array(z.string()),
    /** Hours by themselves; empty is every one from `fromSecond` to `toSecond`. */
    hours: z.array(z.number()),
    fromSecond: z.number(),
    toSecond: z.number(),
  }),
  row: SessionRow,
  sql: ({ filter, sort, order, sessionIds, hours, fromSecond, toSecond }) => {
    const where = runFilters(filter)
    const { key, text } = sessionSortKey(sort, order)
    const direction = order === 'desc' ? 'DESC' : 'ASC'
    return {
      sql: `
SELECT
  session_id,
  count() AS runs,
  toString(min(toUnixTimestamp64Nano(started_at))) AS started_ns,
  toString(max(toUnixTimestamp64Nano(ended_at))) AS ended_ns,
  arraySort(groupUniqArrayIf(20)(user_id, user_id != '')) AS users,
  arraySort(groupUniqArrayIf(20)(toString(tenant), tenant != '')) AS tenants,
  arraySort(groupUniqArrayIf(20)(toString(agent), agent != '')) AS agents,
  sum(steps) AS step_count,
  sumOrNull(input_tokens) AS input_sum,
  sumOrNull(output_tokens) AS output_sum,
  toDecimalString(sumOrNull(cost_usd), 12) AS cost_text,
  arraySort(groupUniqArray(toString(cost_status))) AS cost_statuses,
  countIf(end_reason IN ('error', 'abandoned', 'budget', 'max_steps')) AS bad_runs,
  sum(tool_errors) AS tool_error_count,
  sum(toFloat64(duration_ns)) AS duration_sum,
  argMin(input_preview, started_at) AS first_input,
  max(version) AS newest_version,
  ${text} AS sort_key
FROM runs FINAL
WHERE ${inScope}
  AND bucket >= toDateTime({fromSecond:UInt32}, 'UTC')
  AND bucket <= toDateTime({toSecond:UInt32}, 'UTC')
  AND ${hours.length === 0 ? '1' : "bucket IN (SELECT toDateTime(arrayJoin({hours:Array(UInt32)}), 'UTC'))"}
  AND session_id IN {sessionIds:Array(String)}
  AND ${where.sql}
GROUP BY session_id
ORDER BY ${key} ${direction}, session_id ${direction}
LIMIT 1000`,
      params: { ...where.params, sessionIds, hours, fromSecond, toSecond },
    }
  },
})
