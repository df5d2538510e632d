import { z } from 'zod'
import { defineQuery } from '../../define-query.ts'
import { otherFilters, type ResolvedRunFilter } from '../../sql/filters.ts'

/** Stored versions that the filters without their lists let through: at least as many as there are runs. */
export const countStoredRuns = defineQuery({
  name: 'count-stored-runs',
  params: z.object({ project: z.string(), filter: z.custom<ResolvedRunFilter>() }),
  row: z.object({ stored: z.number() }),
  sql: ({ project, filter }) => {
    const where = otherFilters(filter)
    return {
      sql: `
SELECT count() AS stored
FROM runs
WHERE project = {project:String}
  AND ${where.sql}
LIMIT 1`,
      params: { ...where.params, project },
    }
  },
})
