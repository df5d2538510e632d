import { z } from 'zod'
import type { Scope } from '#lib/domain/access/scope.ts'
import type { Database } from '../../client.ts'
import { defineScopedQuery } from '../../define-scoped-query.ts'
import type { ResolvedRunFilter } from '../../sql/filters.ts'
import { runKeysOf } from '../../sql/run-keys.ts'
import { inScope } from '../../sql/scope.ts'

/** With more runs than these, to name them all costs more than it saves. */
const mostCandidates = 5_000

const Origins = z.object({
  /** Ids of runs and of traces. */
  ids: z.array(z.string()),
  sessions: z.array(z.string()),
})

const storedCandidates = defineScopedQuery({
  name: 'stored-candidates',
  params: Origins.extend({ limit: z.number() }),
  row: z.object({ bucket_hour: z.string(), run_id: z.string(), traces: z.array(z.string()) }),
  sql: `
SELECT
  toString(bucket) AS bucket_hour,
  run_id,
  groupUniqArrayArray(trace_ids) AS traces
FROM runs
WHERE ${inScope}
  AND is_deleted = 0
  AND (
    run_id IN {ids:Array(String)}
    OR hasAny(trace_ids, {ids:Array(String)})
    OR (session_id != '' AND session_id IN {sessions:Array(String)})
  )
GROUP BY bucket, run_id
LIMIT {limit:UInt32}`,
})

/** What narrows a filter to the runs with these ids, traces or sessions in any stored version; nothing for too many. */
export async function findCandidates(
  db: Database,
  scope: Scope,
  { ids, sessions }: z.infer<typeof Origins>,
): Promise<Pick<ResolvedRunFilter, 'keys' | 'among'>> {
  const isNowhere = ids.length === 0 && sessions.length === 0
  const rows = isNowhere ? [] : await storedCandidates(db, scope, { ids, sessions, limit: mostCandidates + 1 })
  if (rows.length > mostCandidates) return {}
  return { keys: runKeysOf(rows), among: [...new Set(rows.flatMap(({ run_id, traces }) => [run_id, ...traces]))] }
}
