import { z } from 'zod'
import { RunSort } from '#lib/domain/filter.ts'
import { defineQuery } from '../../define-query.ts'
import { runFilters, type ResolvedRunFilter } from '../../sql/filters.ts'
import { PageCursor, runSortKey, SortOrder } from '../../sql/run-sort.ts'
import { runColumns, RunRow } from '../../tables/runs.ts'

/** One page of the runs list: found by narrow columns, then read whole. */
export const listRuns = defineQuery({
  name: 'list-runs',
  params: z.object({
    project: z.string(),
    filter: z.custom<ResolvedRunFilter>(),
    sort: RunSort,
    order: SortOrder,
    after: PageCursor.nullable(),
    limit: z.number(),
  }),
  row: RunRow.extend({ sort_key: z.string() }),
  sql: ({ project, filter, sort, order, after, limit }) => {
    const where = runFilters(filter)
    const key = runSortKey(sort, order)
    const direction = order === 'desc' ? 'DESC' : 'ASC'
    const afterCursor = `(${key}, run_id) ${order === 'desc' ? '<' : '>'} (toDecimal128OrZero({afterValue:String}, 12), {afterId:String})`
    return {
      sql: `
SELECT
  ${runColumns},
  toString(${key}) AS sort_key
FROM runs FINAL
WHERE project = {project:String}
  AND (bucket, run_id) IN (
    SELECT bucket, run_id
    FROM runs FINAL
    WHERE project = {project:String}
      AND ${where.sql}
      AND ${after === null ? '1' : afterCursor}
    ORDER BY ${key} ${direction}, run_id ${direction}
    LIMIT {limit:UInt32}
  )
ORDER BY ${key} ${direction}, run_id ${direction}
LIMIT {limit:UInt32}`,
      params: { ...where.params, project, limit, afterValue: after?.value ?? '', afterId: after?.id ?? '' },
    }
  },
})
