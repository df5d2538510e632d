import { z } from 'zod'
import { defineQuery } from '../../define-query.ts'
import { ListField, listFilterColumns, runFilters, type ResolvedRunFilter } from '../../sql/filters.ts'

/** Values of one filter with the number of runs that have them, the most frequent first; '' is unknown. */
export const listRunValues = defineQuery({
  name: 'list-run-values',
  params: z.object({
    project: z.string(),
    field: ListField,
    filter: z.custom<ResolvedRunFilter>(),
    /** Only values that contain this text, in any case; '' is all. */
    contains: z.string(),
    limit: z.number(),
  }),
  row: z.object({ value: z.string(), run_count: z.number() }),
  sql: ({ project, field, filter, contains, limit }) => {
    const where = runFilters(filter)
    const { column, shape } = listFilterColumns[field]
    return {
      sql: `
SELECT
  toString(${shape === 'array' ? `arrayJoin(if(empty(${column}), [''], ${column}))` : column}) AS value,
  count() AS run_count
FROM runs FINAL
WHERE project = {project:String}
  AND ${where.sql}
GROUP BY value
HAVING {contains:String} = '' OR positionCaseInsensitiveUTF8(value, {contains:String}) > 0
ORDER BY run_count DESC, value
LIMIT {limit:UInt32}`,
      params: { ...where.params, project, contains, limit },
    }
  },
})
