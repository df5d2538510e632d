import { z } from 'zod'
import { defineQuery, defineStreamQuery, type QueryDefinition } from '../../define-query.ts'
import { runColumns, RunRow } from '../../tables/runs.ts'

const Params = z.object({ project: z.string(), buckets: z.array(z.string()), runIds: z.array(z.string()) })

const definition: QueryDefinition<typeof Params, typeof RunRow> = {
  name: 'newest-runs',
  params: Params,
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
}

/** Newest stored version of each of these runs, deleted ones included; `buckets` are their hours. */
export const newestRuns = defineQuery(definition)

/** The same for thousands of runs, on one core. */
export const streamNewestRuns = defineStreamQuery({
  ...definition,
  name: 'stream-newest-runs',
  limits: { maxThreads: 1 },
})
