import { z } from 'zod'
import { defineQuery } from '../../define-query.ts'
import { runFilters, type ResolvedRunFilter } from '../../sql/filters.ts'
import { SessionSort } from '#lib/domain/session.ts'
import { PageCursor, sessionSortKey, SortOrder } from '../../sql/run-sort.ts'

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

/** Sessions of the matching runs. A session is summed over its runs that match. */
export const listSessions = defineQuery({
  name: 'list-sessions',
  params: z.object({
    project: z.string(),
    filter: z.custom<ResolvedRunFilter>(),
    sort: SessionSort,
    order: SortOrder,
    after: PageCursor.nullable(),
    limit: z.number(),
  }),
  row: SessionRow,
  sql: ({ project, filter, sort, order, after, limit }) => {
    const where = runFilters(filter)
    const { key, text, after: afterKey } = sessionSortKey(sort, order)
    const direction = order === 'desc' ? 'DESC' : 'ASC'
    const afterCursor = `(${key}, session_id) ${order === 'desc' ? '<' : '>'} (${afterKey}, {afterId:String})`
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
WHERE project = {project:String}
  AND session_id != ''
  AND ${where.sql}
GROUP BY session_id
HAVING ${after === null ? '1' : afterCursor}
ORDER BY ${key} ${direction}, session_id ${direction}
LIMIT {limit:UInt32}`,
      params: { ...where.params, project, limit, afterValue: after?.value ?? '0', afterId: after?.id ?? '' },
    }
  },
})
