import { z } from 'zod'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { timeRange, type ResolvedRunFilter } from '../../sql/filters.ts'
import { inScope } from '../../sql/scope.ts'
import { isOlder } from './charged-shares.ts'

/** Whether any stored run in a range of time, replaced versions included, was written before there were shares. */
export const hasOlderRuns = defineScopedQuery({
  name: 'has-older-runs',
  params: z.object({ filter: z.custom<ResolvedRunFilter>() }),
  row: z.object({ found: z.number() }),
  sql: ({ filter }) => {
    const within = timeRange(filter)
    return {
      sql: `
SELECT 1 AS found
FROM runs
WHERE ${inScope}
  AND ${isOlder}
  AND ${within.sql === '' ? '1' : within.sql}
LIMIT 1`,
      params: within.params,
    }
  },
})
