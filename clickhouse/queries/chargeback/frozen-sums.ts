import { z } from 'zod'
import { defineProjectQuery } from '../../define-scoped-query.ts'
import { inProject } from '../../sql/scope.ts'

/** What a run's line in the digest is made of, with tabs between. */
const line = `arrayStringConcat([
      run_id,
      toString(toUnixTimestamp64Nano(started_at)),
      tenant,
      ifNull(toDecimalString(cost_usd, 12), ''),
      price_version,
      toString(is_gone)
    ], '\\t')`

/** What a closing has kept of runs, by tenant ('' is none). */
export const frozenSums = defineProjectQuery({
  name: 'frozen-sums',
  params: z.object({ closingId: z.string() }),
  row: z.object({ tenant: z.string(), runs: z.number(), cost: z.string() }),
  sql: ({ closingId }) => ({
    params: { closingId },
    sql: `
SELECT
  toString(tenant) AS tenant,
  count() AS runs,
  toDecimalString(sum(ifNull(cost_usd, toDecimal128(0, 12))), 12) AS cost
FROM statement_runs
WHERE ${inProject}
  AND closing_id = {closingId:String}
GROUP BY tenant
LIMIT 100001`,
  }),
})

/** A hash that any other run, amount or tenant among them would change: that of their lines' hashes in order. */
export const frozenDigest = defineProjectQuery({
  name: 'frozen-digest',
  params: z.object({ closingId: z.string() }),
  row: z.object({ runs: z.number(), digest: z.string() }),
  sql: ({ closingId }) => ({
    params: { closingId },
    sql: `
SELECT
  count() AS runs,
  lower(hex(SHA256(arrayStringConcat(arraySort(groupArray(lower(hex(SHA256(${line})))))))) ) AS digest
FROM statement_runs
WHERE ${inProject}
  AND closing_id = {closingId:String}
LIMIT 1`,
  }),
})
