import { z } from 'zod'
import { defineRecordQuery } from '../../define-scoped-query.ts'
import { withinHours } from '../../sql/hour-range.ts'
import { inProject } from '../../sql/scope.ts'

/** Records by id, and the first and last moment at which they began. */
const place = { fromNs: z.string(), toNs: z.string() }

/** The exact range finds the place within an hour: without it each batch would read the whole run. */
const within = (column: string): string => `
WHERE ${inProject}
  AND ${withinHours(column, { fromNs: 'fromNs', toNs: 'toNs' }, { slackSeconds: 0 })}
  AND ${column} >= fromUnixTimestamp64Nano({fromNs:Int64}, 'UTC')
  AND ${column} <= fromUnixTimestamp64Nano({toNs:Int64}, 'UTC')`

const ofSpans = z.object({ ...place, traceIds: z.array(z.string()), spanIds: z.array(z.string()) })

const atSpans = `${within('started_at')}
  AND trace_id IN {traceIds:Array(String)}
  AND span_id IN {spanIds:Array(String)}
ORDER BY row_version DESC
LIMIT 1 BY trace_id, span_id`

/** The raw records of some spans of a run: JSON of {resource, scope, span}. */
export const rawOfRunSpans = defineRecordQuery({
  name: 'raw-of-run-spans',
  params: ofSpans,
  row: z.object({ trace_id: z.string(), span_id: z.string(), raw: z.string() }),
  sql: `
SELECT
  trace_id,
  span_id,
  raw
FROM span_io${atSpans}`,
})

/** The prompts that some spans of a run name. */
export const promptsOfRunSpans = defineRecordQuery({
  name: 'prompts-of-run-spans',
  params: ofSpans,
  row: z.object({ trace_id: z.string(), span_id: z.string(), prompt_name: z.string(), prompt_version: z.string() }),
  sql: `
SELECT
  trace_id,
  span_id,
  prompt_name,
  prompt_version
FROM spans${atSpans}`,
})

/** The raw records of some logs of a run in the order in which they were written: JSON of {resource, scope, log}. */
export const rawOfRunLogs = defineRecordQuery({
  name: 'raw-of-run-logs',
  params: z.object({ ...place, logIds: z.array(z.string()) }),
  row: z.object({
    log_id: z.string(),
    time_ns: z.string(),
    event_name: z.string(),
    raw: z.string(),
    prompt_name: z.string(),
    prompt_version: z.string(),
  }),
  sql: `
SELECT
  log_id,
  toString(toUnixTimestamp64Nano(logged_at)) AS time_ns,
  event_name,
  raw,
  prompt_name,
  prompt_version
FROM log_records${within('logged_at')}
  AND log_id IN {logIds:Array(String)}
ORDER BY logged_at, log_id, row_version DESC
LIMIT 1 BY log_id`,
})
