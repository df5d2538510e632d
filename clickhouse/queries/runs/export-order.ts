import { z } from 'zod'
import { RunSort } from '#lib/domain/filter.ts'
import { defineScopedStreamQuery } from '../../define-scoped-query.ts'
import { runFilters } from '../../sql/filters.ts'
import { listParams } from '../../sql/list-params.ts'
import { runSortKey } from '../../sql/run-sort.ts'
import { inScope } from '../../sql/scope.ts'

/** Which runs an export holds, in its order: one statement, so that they are those of one moment. */
export const exportOrder = defineScopedStreamQuery({
  name: 'export-order',
  params: z.object({
    ...listParams,
    sort: RunSort,
    /** Only these; empty is all. */
    runIds: z.array(z.string()),
    limit: z.number(),
  }),
  row: z.object({ bucket_hour: z.string(), run_id: z.string() }),
  // Pages come first: an export takes one core at most.
  limits: { maxThreads: 1 },
  sql: ({ filter, runIds, sort, order, limit }) => {
    const where = runFilters(filter)
    const { key } = runSortKey(sort, order)
    const direction = order === 'desc' ? 'DESC' : 'ASC'
    return {
      sql: `
SELECT
  toString(bucket) AS bucket_hour,
  run_id
FROM runs FINAL
WHERE ${inScope}
  AND ${runIds.length === 0 ? '1' : 'run_id IN {runIds:Array(String)}'}
  AND ${where.sql}
ORDER BY ${key} ${direction}, run_id ${direction}
LIMIT {limit:UInt32}`,
      params: { ...where.params, limit, runIds },
    }
  },
})
