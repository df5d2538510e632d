import { z } from 'zod'
import { SessionSort } from '#lib/domain/session.ts'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { runFilters } from '../../sql/filters.ts'
import { pageParams } from '../../sql/list-params.ts'
import { sessionSortKey } from '../../sql/run-sort.ts'
import { inScope } from '../../sql/scope.ts'

export const SessionPlace = z.object({
  session_id: z.string(),
  sort_key: z.string(),
  /** Hours of its first and its last matching run. */
  first_second: z.number(),
  last_second: z.number(),
})
export type SessionPlace = z.infer<typeof SessionPlace>

/**
 * Which sessions of the matching runs come first, read of the sort's own columns only. `merged: false` reads rows
 * as they are stored, which is half the work: replaced versions count along and may put a session too far ahead.
 */
export const sessionPlaces = defineScopedQuery({
  name: 'session-places',
  params: z.object({
    ...pageParams,
    sort: SessionSort,
    merged: z.boolean(),
  }),
  row: SessionPlace,
  sql: ({ filter, sort, order, after, merged, limit }) => {
    const where = runFilters(filter)
    const { key, text, after: afterKey } = sessionSortKey(sort, order)
    const direction = order === 'desc' ? 'DESC' : 'ASC'
    const afterCursor = `(${key}, session_id) ${order === 'desc' ? '<' : '>'} (${afterKey}, {afterId:String})`
    return {
      sql: `
SELECT
  session_id,
  ${text} AS sort_key,
  toUnixTimestamp(min(bucket)) AS first_second,
  toUnixTimestamp(max(bucket)) AS last_second
FROM runs${merged ? ' FINAL' : ''}
WHERE ${inScope}
  AND is_deleted = 0
  AND session_id != ''
  AND ${where.sql}
GROUP BY session_id
HAVING ${after === null ? '1' : afterCursor}
ORDER BY ${key} ${direction}, session_id ${direction}
LIMIT {limit:UInt32}`,
      params: { ...where.params, limit, afterValue: after?.value ?? '0', afterId: after?.id ?? '' },
    }
  },
})
