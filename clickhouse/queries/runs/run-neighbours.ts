import { z } from 'zod'
import { RunSort } from '#lib/domain/filter.ts'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { runFilters } from '../../sql/filters.ts'
import { listParams } from '../../sql/list-params.ts'
import { PageCursor, runSortKey, SortOrder } from '../../sql/run-sort.ts'
import { inScope } from '../../sql/scope.ts'

/** Place of a run in the order of a list. */
export const runPlace = defineScopedQuery({
  name: 'run-place',
  params: z.object({ runId: z.string(), sort: RunSort, order: SortOrder }),
  row: z.object({ value: z.string(), id: z.string() }),
  sql: ({ runId, sort, order }) => ({
    sql: `
SELECT
  ${runSortKey(sort, order).text} AS value,
  run_id AS id
FROM runs FINAL
WHERE ${inScope}
  AND run_id = {runId:String}
ORDER BY version DESC
LIMIT 1`,
    params: { runId },
  }),
})

/** The nearest matching run on one side of a place. */
export const runBeside = defineScopedQuery({
  name: 'run-beside',
  params: z.object({
    ...listParams,
    sort: RunSort,
    place: PageCursor,
    side: z.enum(['previous', 'next']),
  }),
  row: z.object({ run_id: z.string() }),
  sql: ({ filter, sort, order, place, side }) => {
    const where = runFilters(filter)
    const { key, after } = runSortKey(sort, order)
    const falls = (order === 'desc') === (side === 'next')
    const direction = falls ? 'DESC' : 'ASC'
    return {
      sql: `
SELECT run_id
FROM runs FINAL
WHERE ${inScope}
  AND ${where.sql}
  AND (${key}, run_id) ${falls ? '<' : '>'} (${after}, {placeId:String})
ORDER BY ${key} ${direction}, run_id ${direction}
LIMIT 1`,
      params: { ...where.params, afterValue: place.value, placeId: place.id },
    }
  },
})
