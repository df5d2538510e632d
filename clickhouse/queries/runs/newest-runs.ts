import { z } from 'zod'
import { defineQuery } from '../../define-query.ts'
import { runColumns, RunRow } from '../../tables/runs.ts'

/** Newest stored version of each of these runs, deleted ones included; `buckets` are their hours. */
export const newestRuns = defineQuery({
  name: 'newest-runs',
  params: z.object({ project: z.string(), buckets: z.array(z.string()), runIds: z.array(z.string()) }),
  row: RunRow,
  sql: `
SELECT
  ${runColumns}
FROM runs
WHERE project = {project:String}
  AND bucket IN (SELECT toDateTime(arrayJoin({buckets:Array(String)}), 'UTC'))
  AND run_id IN {runIds:Array(String)}
ORDER BY version DESC, is_deleted ASC
LIMIT 1 BY bucket, run_id`,
})
