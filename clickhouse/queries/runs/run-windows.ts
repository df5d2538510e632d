import { z } from 'zod'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { inScope } from '../../sql/scope.ts'

/**
 * Hours that begin after so many runs, counted from the newest (`desc`) or the oldest. Only the key is read:
 * a list by time looks into the first window first, and seldom into another.
 */
export const runWindows = defineScopedQuery({
  name: 'run-windows',
  params: z.object({
    fromSeconds: z.number(),
    toSeconds: z.number(),
    order: z.enum(['asc', 'desc']),
    sizes: z.array(z.number()),
  }),
  row: z.object({ window: z.number(), first_second: z.number(), last_second: z.number() }),
  sql: ({ order, ...params }) => ({
    sql: `
SELECT
  arrayCount(size -> before >= size, {sizes:Array(UInt64)}) AS window,
  min(toUnixTimestamp(bucket)) AS first_second,
  max(toUnixTimestamp(bucket)) AS last_second
FROM (
  SELECT
    bucket,
    sum(rows) OVER (ORDER BY bucket ${order === 'desc' ? 'DESC' : 'ASC'}) - rows AS before
  FROM (
    SELECT bucket, count() AS rows
    FROM runs
    WHERE ${inScope}
      AND bucket >= toDateTime({fromSeconds:UInt32}, 'UTC')
      AND bucket <= toDateTime({toSeconds:UInt32}, 'UTC')
    GROUP BY bucket
  )
)
GROUP BY window
ORDER BY window
LIMIT 100`,
    params,
  }),
})
