import { z } from 'zod'
import type { Database } from '../../client.ts'
import { defineSystemBulkQuery, defineSystemQuery } from '../../define-system-query.ts'

const ChangeRow = z.object({
  source: z.enum(['span', 'log', 'score']),
  project: z.string(),
  trace_id: z.string(),
  /** Set for the coding CLIs only, like `change_session`. */
  change_dialect: z.string(),
  change_session: z.string(),
  written_ms: z.number(),
  changed: z.number(),
})

/** A stretch of `written_at`, milliseconds since the epoch: after `sinceMs`, up to `untilMs`. */
export type ChangeWindow = { sinceMs: number; untilMs: number }

const inWindow = `
WHERE written_at > fromUnixTimestamp64Milli({sinceMs:Int64}, 'UTC')
  AND written_at <= fromUnixTimestamp64Milli({untilMs:Int64}, 'UTC')
GROUP BY project, trace_id, change_dialect, change_session, written_ms`

const selectOf = (source: string, dialect: string, session: string) => `
SELECT
  '${source}' AS source,
  project,
  trace_id,
  ${dialect} AS change_dialect,
  ${session} AS change_session,
  toUInt64(toUnixTimestamp64Milli(written_at)) AS written_ms,
  count() AS changed`

const ofCalls = (source: string) =>
  selectOf(
    source,
    "if(has({cliDialects:Array(String)}, dialect) AND session_id != '', toString(dialect), '')",
    "if(has({cliDialects:Array(String)}, dialect), session_id, '')",
  )

/** What was written in a window, one row for each trace or session and write. One statement: it runs all the time. */
export const changedGroups = defineSystemBulkQuery({
  name: 'changed-groups',
  params: z.object({ sinceMs: z.number(), untilMs: z.number(), cliDialects: z.array(z.string()) }),
  row: ChangeRow,
  sql: `
${ofCalls('span')}
FROM spans${inWindow}
UNION ALL
${ofCalls('log')}
FROM log_records${inWindow}
UNION ALL
${selectOf('score', "''", "''")}
FROM scores${inWindow}`,
})

const nextWrite = defineSystemQuery({
  name: 'next-write',
  params: z.object({ sinceMs: z.number() }),
  row: z.object({ written_ms: z.number() }),
  sql: `
SELECT min(written_ms) AS written_ms
FROM (
  SELECT toUnixTimestamp64Milli(min(written_at)) AS written_ms, count() AS found FROM spans WHERE written_at > fromUnixTimestamp64Milli({sinceMs:Int64}, 'UTC')
  UNION ALL
  SELECT toUnixTimestamp64Milli(min(written_at)) AS written_ms, count() AS found FROM log_records WHERE written_at > fromUnixTimestamp64Milli({sinceMs:Int64}, 'UTC')
)
WHERE found > 0
HAVING count() > 0`,
})

/** When the next record after `sinceMs` was written; null when there is none. */
export async function nextWriteAfter(db: Database, sinceMs: number): Promise<number | null> {
  const rows = await nextWrite(db, { sinceMs })
  return rows[0]?.written_ms ?? null
}
