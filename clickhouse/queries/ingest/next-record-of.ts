import { z } from 'zod'
import { defineProjectQuery } from '../../define-scoped-query.ts'
import { inProject } from '../../sql/scope.ts'
import { smallRead } from '../../query-request.ts'

const nextOf = (table: string) => `
  SELECT toUnixTimestamp64Milli(min(written_at)) AS written_ms, count() AS found
  FROM ${table}
  WHERE ${inProject}
    AND written_at > fromUnixTimestamp64Milli({sinceMs:Int64}, 'UTC')`

/** When the first record of a project after `sinceMs` was written; no row when there is none. */
export const nextRecordOf = defineProjectQuery({
  name: 'next-record-of',
  params: z.object({ sinceMs: z.number() }),
  row: z.object({ written_ms: z.number() }),
  limits: smallRead,
  sql: `
SELECT min(written_ms) AS written_ms
FROM (${nextOf('spans')}
  UNION ALL${nextOf('log_records')}
)
WHERE found > 0
HAVING count() > 0`,
})
