import { z } from 'zod'
import type { Database } from '../../client.ts'
import { defineQuery } from '../../define-query.ts'
import { cliDialects } from '#lib/domain/cli-dialect.ts'

const ChangeRow = z.object({
  project: z.string(),
  trace_id: z.string(),
  /** Set for the coding CLIs only, like `change_session`. */
  change_dialect: z.string(),
  change_session: z.string(),
  written_ms: z.number(),
  changed: z.number(),
})
export type ChangeRow = z.infer<typeof ChangeRow>

const params = z.object({ sinceMs: z.number(), untilMs: z.number(), cliDialects: z.array(z.string()) })

const byCall = `
SELECT
  project,
  trace_id,
  if(has({cliDialects:Array(String)}, dialect) AND session_id != '', toString(dialect), '') AS change_dialect,
  if(has({cliDialects:Array(String)}, dialect), session_id, '') AS change_session,
  toUnixTimestamp64Milli(written_at) AS written_ms,
  count() AS changed`

const inWindow = `
WHERE written_at > fromUnixTimestamp64Milli({sinceMs:Int64}, 'UTC')
  AND written_at <= fromUnixTimestamp64Milli({untilMs:Int64}, 'UTC')
GROUP BY project, trace_id, change_dialect, change_session, written_ms`

const changedSpans = defineQuery({
  name: 'changed-spans',
  params,
  row: ChangeRow,
  sql: `${byCall}\nFROM spans${inWindow}`,
})
const changedLogs = defineQuery({
  name: 'changed-logs',
  params,
  row: ChangeRow,
  sql: `${byCall}\nFROM log_records${inWindow}`,
})
const changedScores = defineQuery({
  name: 'changed-scores',
  params,
  row: ChangeRow,
  sql: `
SELECT
  project,
  trace_id,
  '' AS change_dialect,
  '' AS change_session,
  toUnixTimestamp64Milli(written_at) AS written_ms,
  count() AS changed
FROM scores${inWindow}`,
})

/** A source of changes and what it wrote in a window of `written_at`. */
export const changeSources = [
  { source: 'span', changed: changedSpans },
  { source: 'log', changed: changedLogs },
  { source: 'score', changed: changedScores },
] as const

export type ChangeWindow = { sinceMs: number; untilMs: number }

export function changeParams({ sinceMs, untilMs }: ChangeWindow) {
  return { sinceMs, untilMs, cliDialects: [...cliDialects] }
}

const nextWrite = defineQuery({
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
