import { z } from 'zod'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { startedWithin } from '../../sql/run-period.ts'
import { inScope } from '../../sql/scope.ts'

/** Runs that have all of these values; '' is any. */
export type RunGroup = { tenant: string; feature: string; taskType: string }

export const ScopedDayRow = z.object({
  /** Place of the group among those asked for, from 1. */
  group_number: z.number(),
  /** Begin of the slice of time, one of `boundSeconds`. */
  from_seconds: z.number(),
  cost: z.string(),
  runs: z.number(),
  unpriced_calls: z.number(),
  unpriced_tokens: z.number(),
  partial_calls: z.number(),
})
export type ScopedDayRow = z.infer<typeof ScopedDayRow>

const columns = ['tenant', 'feature', 'task_type'] as const
const sums = ['runs', 'unpriced_calls', 'unpriced_tokens', 'partial_calls']

/**
 * What groups of runs cost in slices of time, all of them in one pass over the runs. Slices are given by their begins,
 * so that one pass serves the days of several time zones. Values that no group names are one before groups are matched.
 */
export const scopedDays = defineScopedQuery({
  name: 'scoped-days',
  params: z.object({
    groups: z.array(z.custom<RunGroup>()).min(1),
    /** Seconds since the epoch, rising; the last slice ends at `toNs`. */
    boundSeconds: z.array(z.number()).min(1),
    toNs: z.string(),
  }),
  row: ScopedDayRow,
  sql: ({ groups, boundSeconds, toNs }) => {
    const values = { tenant: groups.map(({ tenant }) => tenant), feature: groups.map(({ feature }) => feature), task_type: groups.map(({ taskType }) => taskType) } // prettier-ignore
    const asked = columns.map((column) => ({ column, values: values[column], named: [...new Set(values[column])].filter((value) => value !== '') })) // prettier-ignore
    const told = asked.filter(({ named }) => named.length > 0)
    const params = asked.flatMap(({ column, values: all, named }): [string, string[]][] => [[`${column}_of`, all], [`${column}_named`, named]]) // prettier-ignore
    return {
      sql: `
SELECT
  group_number,
  from_seconds,
  toDecimalString(sum(leaf_cost), 12) AS cost,
  ${sums.map((name) => `sum(leaf_${name}) AS ${name}`).join(',\n  ')}
FROM (
  SELECT
    roundDown(intDiv(toUnixTimestamp64Nano(started_at), 1000000000), {boundSeconds:Array(Int64)}) AS from_seconds,
    ${asked.map(({ column, named }) => `${named.length === 0 ? "''" : `if(${isNamed(column)}, toString(${column}), '')`} AS leaf_${column}`).join(',\n    ')},
    sum(ifNull(cost_usd, toDecimal128(0, 12))) AS leaf_cost,
    count() AS leaf_runs,
    sum(charged_unpriced_calls) AS leaf_unpriced_calls,
    sum(charged_unpriced_tokens) AS leaf_unpriced_tokens,
    sum(charged_partial_calls) AS leaf_partial_calls
  FROM runs FINAL
  WHERE ${inScope}
    AND ${startedWithin}${told
      .filter(({ values: all }) => !all.includes(''))
      .map(({ column }) => `\n    AND ${isNamed(column)}`)
      .join('')}
  GROUP BY from_seconds, leaf_tenant, leaf_feature, leaf_task_type
)
ARRAY JOIN arrayFilter(
  (number, of_tenant, of_feature, of_task_type) -> ${columns.map((column) => `(of_${column} = '' OR of_${column} = leaf_${column})`).join(' AND ')},
  arrayEnumerate({tenant_of:Array(String)}),
  ${columns.map((column) => `{${column}_of:Array(String)}`).join(',\n  ')}
) AS group_number
GROUP BY group_number, from_seconds
ORDER BY group_number, from_seconds
LIMIT 1000000`,
      params: { fromNs: `${boundSeconds[0]}000000000`, toNs, boundSeconds, ...Object.fromEntries(params) },
    }
  },
})

/** A set, whose look-up costs the same for one name and for hundreds. */
function isNamed(column: (typeof columns)[number]): string {
  return `${column} IN {${column}_named:Array(String)}`
}
