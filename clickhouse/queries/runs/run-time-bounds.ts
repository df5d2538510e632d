import { z } from 'zod'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { runFilters, type ResolvedRunFilter } from '../../sql/filters.ts'
import { inScope } from '../../sql/scope.ts'

/** Between which times all matching runs began; null without any. Replaced versions may widen it: they are not merged here. */
export const runTimeBounds = defineScopedQuery({
  name: 'run-time-bounds',
  params: z.object({ filter: z.custom<ResolvedRunFilter>() }),
  row: z.object({ first_ns: z.string().nullable(), last_ns: z.string().nullable() }),
  sql: ({ filter }) => {
    const where = runFilters(filter)
    return {
      sql: `
SELECT
  toString(minOrNull(toUnixTimestamp64Nano(started_at))) AS first_ns,
  toString(maxOrNull(toUnixTimestamp64Nano(started_at))) AS last_ns
FROM runs
WHERE ${inScope}
  AND is_deleted = 0
  AND ${where.sql}
LIMIT 1`,
      params: where.params,
    }
  },
})
