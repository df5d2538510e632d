import { z } from 'zod'
import { defineQuery } from '../../define-query.ts'

/** When a project last received a span or log record; no row before the first. */
export const lastReceived = defineQuery({
  name: 'last-received',
  params: z.object({ project: z.string() }),
  row: z.object({ received_ms: z.number() }),
  sql: `
SELECT toUnixTimestamp64Milli(max(received_at)) AS received_ms
FROM (
  SELECT received_at FROM spans WHERE project = {project:String}
  UNION ALL
  SELECT received_at FROM log_records WHERE project = {project:String}
)
HAVING count() > 0`,
})
