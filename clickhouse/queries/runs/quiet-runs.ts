import { z } from 'zod'
import { defineSystemQuery } from '../../define-system-query.ts'

/** Runs still marked as running whose last record is older than `quietBeforeNs`. */
export const quietRuns = defineSystemQuery({
  name: 'quiet-runs',
  params: z.object({ quietBeforeNs: z.string(), sinceSeconds: z.number() }),
  row: z.object({
    project: z.string(),
    run_id: z.string(),
    trace_ids: z.array(z.string()),
    session_id: z.string(),
    dialects: z.array(z.string()),
  }),
  sql: `
SELECT
  project,
  run_id,
  trace_ids,
  session_id,
  dialects
FROM runs FINAL
WHERE bucket >= toDateTime({sinceSeconds:UInt32}, 'UTC')
  AND end_reason = 'running'
  AND ended_at < fromUnixTimestamp64Nano({quietBeforeNs:Int64}, 'UTC')
ORDER BY ended_at
LIMIT 1000`,
})
