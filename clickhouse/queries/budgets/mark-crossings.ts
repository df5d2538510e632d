import { z } from 'zod'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { startedWithin } from '../../sql/run-period.ts'
import { inScope } from '../../sql/scope.ts'
import type { RunGroup } from './scoped-days.ts'

export const CrossingRow = z.object({
  /** Place of the share among those asked for, from 1. */
  mark_number: z.number(),
  run_id: z.string(),
  started_ns: z.string(),
})
export type CrossingRow = z.infer<typeof CrossingRow>

/** The runs with which spending reached shares of a limit: the first ones, by when they began, up to which it did. */
export const markCrossings = defineScopedQuery({
  name: 'mark-crossings',
  params: z.object({
    group: z.custom<RunGroup>(),
    fromNs: z.string(),
    toNs: z.string(),
    /** In USD, exact decimals: what was spent before `fromNs`, and the limit. */
    spentBefore: z.string(),
    limitUsd: z.string(),
    percents: z.array(z.number()).min(1),
  }),
  row: CrossingRow,
  sql: ({ group, ...params }) => ({
    sql: `
SELECT
  mark_number,
  argMin(run_id, (started_at, run_id)) AS run_id,
  toString(toUnixTimestamp64Nano(min(started_at))) AS started_ns
FROM (
  SELECT
    started_at,
    run_id,
    toDecimal128({spentBefore:String}, 12) + sum(ifNull(cost_usd, toDecimal128(0, 12))) OVER (ORDER BY started_at, run_id) AS spent
  FROM runs FINAL
  WHERE ${inScope}
    AND ${startedWithin}
    AND ({tenantName:String} = '' OR tenant = {tenantName:String})
    AND ({featureName:String} = '' OR feature = {featureName:String})
    AND ({taskTypeName:String} = '' OR task_type = {taskTypeName:String})
)
ARRAY JOIN arrayEnumerate({percents:Array(UInt32)}) AS mark_number
WHERE spent * 100 >= toDecimal128({limitUsd:String}, 12) * {percents:Array(UInt32)}[mark_number]
GROUP BY mark_number
ORDER BY mark_number
LIMIT 10`,
    params: { ...params, tenantName: group.tenant, featureName: group.feature, taskTypeName: group.taskType },
  }),
})
