import { z } from 'zod'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { runFilters, type ResolvedRunFilter } from '../../sql/filters.ts'
import { inScope } from '../../sql/scope.ts'

export const UntaggedRow = z.object({
  /** 1 is the sum of all, in which a run of two vocabularies is counted once. */
  is_total: z.number(),
  dialect: z.string(),
  agent: z.string(),
  runs: z.number(),
  cost: z.string().nullable(),
  tenant_runs: z.number(),
  tenant_cost: z.string().nullable(),
  feature_runs: z.number(),
  feature_cost: z.string().nullable(),
  task_type_runs: z.number(),
  task_type_cost: z.string().nullable(),
})
export type UntaggedRow = z.infer<typeof UntaggedRow>

const columns = ['tenant', 'feature', 'task_type']

/** Runs without a tenant, feature or task type, by the vocabulary that they came in and their topmost agent. */
export const untaggedRuns = defineScopedQuery({
  name: 'untagged-runs',
  params: z.object({ filter: z.custom<ResolvedRunFilter>(), limit: z.number() }),
  row: UntaggedRow,
  sql: ({ filter, limit }) => {
    const where = runFilters(filter)
    const money = (sum: string) => `toDecimalString(${sum}, 12)`
    return {
      sql: `
SELECT
  level = 0 AS is_total,
  if(is_total, '', toString(one_dialect)) AS dialect,
  if(is_total, '', toString(agent_name)) AS agent,
  sum(leaf_runs) AS runs,
  ${money('sum(leaf_cost)')} AS cost,
  ${columns.map((column) => `sum(leaf_${column}_runs) AS ${column}_runs,\n  ${money(`sum(leaf_${column}_cost)`)} AS ${column}_cost`).join(',\n  ')}
FROM (
  SELECT
    one_dialect,
    agent_name,
    dialect_number <= 1 AS is_first,
    count() AS leaf_runs,
    sumOrNull(cost_usd) AS leaf_cost,
    ${columns.map((column) => `countIf(${column} = '') AS leaf_${column}_runs,\n    sumOrNullIf(cost_usd, ${column} = '') AS leaf_${column}_cost`).join(',\n    ')}
  FROM (
    SELECT dialects, arrayEnumerate(dialects) AS dialect_numbers, agent AS agent_name, tenant, feature, task_type, cost_usd
    FROM runs FINAL
    WHERE ${inScope}
      AND (tenant = '' OR feature = '' OR task_type = '')
      AND ${where.sql}
  )
  LEFT ARRAY JOIN dialects AS one_dialect, dialect_numbers AS dialect_number
  GROUP BY one_dialect, agent_name, is_first
)
ARRAY JOIN [0, 1] AS level
WHERE level = 1 OR is_first
GROUP BY is_total, dialect, agent
ORDER BY is_total DESC, sum(leaf_cost) DESC NULLS LAST, dialect, agent
LIMIT {limit:UInt32}`,
      params: { ...where.params, limit: limit + 1 },
    }
  },
})
