import { z } from 'zod'
import { AdjustmentReason } from '#lib/domain/adjustment.ts'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { PageCursor } from '../../sql/run-sort.ts'
import { inTenants } from '../../sql/scope.ts'
import { keptRuns } from './statement-changes.ts'

/** '' is no tenant, null all of them. */
const Kept = z.object({ closingId: z.string(), tenant: z.string().nullable() })

const BilledRunRow = z.object({
  run_id: z.string(),
  /** The cost that was billed, an unknown one last. */
  sort_key: z.string(),
  started_ns: z.string(),
  was_tenant: z.string(),
  was_cost_text: z.string().nullable(),
  was_price_version: z.string(),
  is_there: z.boolean(),
  now_tenant: z.string(),
  now_cost_text: z.string().nullable(),
  now_price_version: z.string(),
  difference_text: z.string(),
  is_other: z.boolean(),
  reason: AdjustmentReason,
})
export type BilledRunRow = z.infer<typeof BilledRunRow>

/** -1 is unknown: no cost is below zero. */
const sortKey = 'ifNull(cost_usd, toDecimal128(-1, 12))'
const ofTenant = (tenant: string | null) => (tenant === null ? '' : 'AND tenant = {tenant:String}')
const after = `AND (${sortKey} < toDecimal128({afterValue:String}, 12)
      OR (${sortKey} = toDecimal128({afterValue:String}, 12) AND run_id > {afterId:String}))`

/** Runs as a closing has billed them beside what they are now, the most expensive first. */
export const billedRuns = defineScopedQuery({
  name: 'billed-runs',
  params: Kept.extend({
    fromNs: z.string(),
    toNs: z.string(),
    onlyChanged: z.boolean(),
    after: PageCursor.nullable(),
    limit: z.number(),
  }),
  row: BilledRunRow,
  sql: ({ onlyChanged, after: place, tenant, ...params }) => {
    const page = `ORDER BY ${sortKey} DESC, run_id LIMIT {limit:UInt32}`
    const rest = [ofTenant(tenant), place === null ? '' : after, onlyChanged ? '' : page].join('\n    ')
    return {
      sql: `
SELECT
  was_run_id AS run_id,
  toDecimalString(ifNull(was_cost, toDecimal128(-1, 12)), 12) AS sort_key,
  toString(toUnixTimestamp64Nano(was_started_at)) AS started_ns,
  toString(was_tenant) AS was_tenant,
  toDecimalString(was_cost, 12) AS was_cost_text,
  toString(was_price_version) AS was_price_version,
  is_there,
  toString(now_tenant) AS now_tenant,
  toDecimalString(now_cost, 12) AS now_cost_text,
  toString(now_price_version) AS now_price_version,
  toDecimalString(difference, 12) AS difference_text,
  is_other,
  reason
FROM (${keptRuns({ rest, onlyChanged })})
ORDER BY ifNull(was_cost, toDecimal128(-1, 12)) DESC, run_id
LIMIT {limit:UInt32}`,
      params: { ...params, tenant: tenant ?? '', afterValue: place?.value ?? '0', afterId: place?.id ?? '' },
    }
  },
})

/** What all of them together were billed. */
export const billedSum = defineScopedQuery({
  name: 'billed-sum',
  params: Kept,
  row: z.object({ runs: z.number(), cost: z.string() }),
  sql: ({ closingId, tenant }) => ({
    params: { closingId, tenant: tenant ?? '' },
    sql: `
SELECT
  count() AS runs,
  toDecimalString(sum(ifNull(cost_usd, toDecimal128(0, 12))), 12) AS cost
FROM statement_runs
WHERE ${inTenants}
  AND closing_id = {closingId:String}
  ${ofTenant(tenant)}
LIMIT 1`,
  }),
})
