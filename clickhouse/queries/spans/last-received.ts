import { z } from 'zod'
import { defineProjectQuery } from '../../define-scoped-query.ts'
import { inProject } from '../../sql/scope.ts'

/** When a project last received a span or log record; no row before the first. */
export const lastReceived = defineProjectQuery({
  name: 'last-received',
  params: z.object({}),
  row: z.object({ received_ms: z.number() }),
  sql: `
SELECT toUnixTimestamp64Milli(max(received_at)) AS received_ms
FROM (
  SELECT received_at FROM spans WHERE ${inProject}
  UNION ALL
  SELECT received_at FROM log_records WHERE ${inProject}
)
HAVING count() > 0`,
})
