import { z } from 'zod'
import { defineScopedQuery, defineScopedStreamQuery } from '../../define-scoped-query.ts'
import { runColumns, RunRow } from '../../tables/runs.ts'
import { isOneOfRunKeys, RunKeys } from '../../sql/run-keys.ts'
import { inBounds, inProject } from '../../sql/scope.ts'

const newestWhere = (condition: string): string => `
SELECT *
FROM (
  SELECT
    ${runColumns}
  FROM runs
  WHERE ${inProject}
    AND ${condition}
  ORDER BY version DESC, is_deleted ASC
  LIMIT 1 BY bucket, run_id
)
WHERE ${inBounds}`

/**
 * Newest stored version of each of these runs, deleted ones included. What an older version said of tenant
 * and environment counts no more.
 */
export const newestRuns = defineScopedQuery({
  name: 'newest-runs',
  params: RunKeys,
  row: RunRow,
  sql: newestWhere(isOneOfRunKeys),
})

/** The same for thousands of runs, on one core; `buckets` are all their hours. */
export const streamNewestRuns = defineScopedStreamQuery({
  name: 'stream-newest-runs',
  params: z.object({ buckets: z.array(z.string()), runIds: z.array(z.string()) }),
  row: RunRow,
  sql: newestWhere(
    "bucket IN (SELECT toDateTime(arrayJoin({buckets:Array(String)}), 'UTC')) AND run_id IN {runIds:Array(String)}",
  ),
  limits: { maxThreads: 1 },
})
