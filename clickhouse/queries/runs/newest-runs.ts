import { z } from 'zod'
import { defineScopedQuery, defineScopedStreamQuery } from '../../define-scoped-query.ts'
import type { QueryDefinition } from '../../query-request.ts'
import { runColumns, RunRow } from '../../tables/runs.ts'
import { inProject, inBounds } from '../../sql/scope.ts'

const Params = z.object({ buckets: z.array(z.string()), runIds: z.array(z.string()) })

const definition: QueryDefinition<typeof Params, typeof RunRow> = {
  name: 'newest-runs',
  params: Params,
  row: RunRow,
  sql: `
SELECT *
FROM (
  SELECT
    ${runColumns}
  FROM runs
  WHERE ${inProject}
    AND bucket IN (SELECT toDateTime(arrayJoin({buckets:Array(String)}), 'UTC'))
    AND run_id IN {runIds:Array(String)}
  ORDER BY version DESC, is_deleted ASC
  LIMIT 1 BY bucket, run_id
)
WHERE ${inBounds}`,
}

/**
 * Newest stored version of each of these runs, deleted ones included; `buckets` are their hours. What an older version
 * said of tenant and environment counts no more.
 */
export const newestRuns = defineScopedQuery(definition)

/** The same for thousands of runs, on one core. */
export const streamNewestRuns = defineScopedStreamQuery({
  ...definition,
  name: 'stream-newest-runs',
  limits: { maxThreads: 1 },
})
