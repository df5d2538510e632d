import { z } from 'zod'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { listFilters, otherFilters, type ResolvedRunFilter } from '../../sql/filters.ts'
import { inScope } from '../../sql/scope.ts'

/** Stored versions that the filters without their lists let through, and that all of them do: at least as many as there are runs. */
export const countStoredRuns = defineScopedQuery({
  name: 'count-stored-runs',
  params: z.object({ filter: z.custom<ResolvedRunFilter>() }),
  row: z.object({ stored: z.number(), matching: z.number() }),
  sql: ({ filter }) => {
    const where = otherFilters(filter)
    const lists = listFilters(filter)
    return {
      sql: `
SELECT
  count() AS stored,
  countIf(${lists.sql}) AS matching
FROM runs
WHERE ${inScope}
  AND ${where.sql}
LIMIT 1`,
      params: { ...where.params, ...lists.params },
    }
  },
})
