import { z } from 'zod'
import { RunSort } from '#lib/domain/filter.ts'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { runFilters } from '../../sql/filters.ts'
import { pageParams } from '../../sql/list-params.ts'
import { runSortKey } from '../../sql/run-sort.ts'
import { inScope } from '../../sql/scope.ts'

export const RunCandidate = z.object({
  bucket_hour: z.string(),
  run_id: z.string(),
  version: z.number(),
  sort_key: z.string(),
})
export type RunCandidate = z.infer<typeof RunCandidate>

/**
 * Stored versions that match, the newer one first where two sort alike. Some may be replaced since: reading
 * what is stored costs a tenth of merging it, so the few rows of a page are confirmed afterwards.
 */
export const runCandidates = defineScopedQuery({
  name: 'run-candidates',
  params: z.object({ ...pageParams, sort: RunSort }),
  row: RunCandidate,
  // It would be the only condition that is looked at before all columns are read.
  settings: { use_top_k_dynamic_filtering: 0 },
  sql: ({ filter, sort, order, after, limit }) => {
    const where = runFilters(filter)
    const { key, text, after: afterValue } = runSortKey(sort, order)
    const direction = order === 'desc' ? 'DESC' : 'ASC'
    const [beyond, reached] = order === 'desc' ? ['<', '>='] : ['>', '<=']
    const afterCursor = `${key} ${beyond}= ${afterValue} AND (${key}, run_id) ${beyond} (${afterValue}, {afterId:String})`
    const matching = `
WHERE ${inScope}
  AND is_deleted = 0
  AND ${after === null ? '1' : afterCursor}
  AND ${where.sql}`
    // The last key of the page first: the ids, wide as they are, are then read of few rows.
    const lastKey = `(
    SELECT ${order === 'desc' ? 'min' : 'max'}(sorted)
    FROM (
      SELECT ${key} AS sorted
      FROM runs${matching}
      ORDER BY sorted ${direction}
      LIMIT {limit:UInt32}
    )
  )`
    const isWide = sort !== 'startedAt' && filter.q === undefined
    return {
      sql: `
SELECT
  toString(bucket) AS bucket_hour,
  run_id,
  version,
  ${text} AS sort_key
FROM runs${matching}
  AND ${isWide ? `${key} ${reached} ${lastKey}` : '1'}
ORDER BY ${key} ${direction}, run_id ${direction}, version DESC
LIMIT {limit:UInt32}`,
      params: { ...where.params, limit, afterValue: after?.value ?? '', afterId: after?.id ?? '' },
    }
  },
})
