import { z } from 'zod'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { startedWithin } from '../../sql/run-period.ts'
import { inScope } from '../../sql/scope.ts'

/** Of the runs of one tenant, '' being none. */
const StatementBasisRow = z.object({
  tenant: z.string(),
  /** In the period before. */
  previous_runs: z.number(),
  previous_cost: z.string(),
  running_runs: z.number(),
  price_versions: z.array(z.string()),
  rules_versions: z.array(z.string()),
  mapping_versions: z.array(z.number()),
})
export type StatementBasisRow = z.infer<typeof StatementBasisRow>

const isPrevious = "started_at < fromUnixTimestamp64Nano({beginNs:Int64}, 'UTC')"

/** What a statement says beside its sums: the period before (`fromNs` to `beginNs`), and by what its runs were made. */
export const statementBasis = defineScopedQuery({
  name: 'statement-basis',
  params: z.object({ fromNs: z.string(), beginNs: z.string(), toNs: z.string() }),
  row: StatementBasisRow,
  sql: (params) => ({
    params,
    sql: `
SELECT
  toString(tenant_name) AS tenant,
  countIf(is_previous) AS previous_runs,
  toDecimalString(sumIf(ifNull(cost_usd, 0), is_previous), 12) AS previous_cost,
  countIf(NOT is_previous AND end_reason = 'running') AS running_runs,
  groupUniqArrayIf(price_version, NOT is_previous) AS price_versions,
  groupUniqArrayIf(rules_version, NOT is_previous) AS rules_versions,
  groupUniqArrayIf(mapping_version, NOT is_previous) AS mapping_versions
FROM (
  SELECT
    tenant AS tenant_name,
    ${isPrevious} AS is_previous,
    cost_usd,
    end_reason,
    price_version,
    rules_version,
    mapping_version
  FROM runs FINAL
  WHERE ${inScope}
    AND ${startedWithin}
)
GROUP BY tenant_name
ORDER BY tenant
LIMIT 100001`,
  }),
})
