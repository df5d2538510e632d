import { z } from 'zod'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import { startedWithin } from '../../sql/run-period.ts'
import { inScope } from '../../sql/scope.ts'

const period = { fromNs: z.string(), toNs: z.string() }

export const SpreadRun = z.object({ bucket_hour: z.string(), run_id: z.string(), span_count: z.number() })
export type SpreadRun = z.infer<typeof SpreadRun>

/** Runs from all over a period, always the same ones; all of them where there are no more than `limit`. */
export const spreadRuns = defineScopedQuery({
  name: 'spread-runs',
  params: z.object({ ...period, limit: z.number() }),
  row: SpreadRun,
  sql: `
SELECT
  toString(bucket) AS bucket_hour,
  run_id,
  span_count
FROM runs FINAL
WHERE ${inScope}
  AND ${startedWithin}
ORDER BY cityHash64(run_id), run_id
LIMIT {limit:UInt32}`,
})

export const countRuns = defineScopedQuery({
  name: 'count-runs',
  params: z.object(period),
  row: z.object({ run_count: z.number() }),
  sql: `
SELECT count() AS run_count
FROM runs FINAL
WHERE ${inScope}
  AND ${startedWithin}
LIMIT 1`,
})
