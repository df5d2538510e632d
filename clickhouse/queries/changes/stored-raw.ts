import { z } from 'zod'
import { defineSystemQuery, defineSystemStreamQuery } from '../../define-system-query.ts'

/** Milliseconds since the epoch; `toMs` exclusive. `project` '' is all projects. */
const range = z.object({ fromMs: z.number(), toMs: z.number(), project: z.string() })

/** What came from the sender's key is in no payload: it is kept as it was stored. */
const keyBinding = `
    JSONExtractString(identity_sources, 'key') AS key_id,
    if(JSONExtractString(identity_sources, 'tenant') = 'key', tenant, '') AS key_tenant,
    if(JSONExtractString(identity_sources, 'environment') = 'key', environment, '') AS key_environment`

const hourRow = z.object({ project: z.string(), hour_ms: z.number(), records: z.number() })
const hoursOf = (table: string, time: string) => `
SELECT
  project,
  toUnixTimestamp(toStartOfHour(${time})) * 1000 AS hour_ms,
  count() AS records
FROM ${table}
WHERE ({project:String} = '' OR project = {project:String})
  AND toStartOfHour(${time}) >= toStartOfHour(fromUnixTimestamp64Milli({fromMs:Int64}, 'UTC'))
  AND ${time} < fromUnixTimestamp64Milli({toMs:Int64}, 'UTC')
GROUP BY project, hour_ms
ORDER BY hour_ms, project`

/** Hours that hold spans or log records. */
export const spanHours = defineSystemQuery({
  name: 'span-hours',
  params: range,
  row: hourRow,
  sql: hoursOf('spans', 'started_at'),
})
export const logHours = defineSystemQuery({
  name: 'log-hours',
  params: range,
  row: hourRow,
  sql: hoursOf('log_records', 'logged_at'),
})

/** One hour of one project. `below`: only records of an older mapping than this. */
const hour = z.object({ project: z.string(), hourMs: z.number(), below: z.number() })

const atHour = (time: string) => `
WHERE project = {project:String}
  AND toStartOfHour(${time}) = fromUnixTimestamp64Milli({hourMs:Int64}, 'UTC')`

/** Spans of an hour in the order of the table; the mapping is asked of the newest version of each. */
export const spansOfHour = defineSystemStreamQuery({
  name: 'spans-of-hour',
  params: hour,
  row: z.object({
    trace_id: z.string(),
    span_id: z.string(),
    raw_bytes: z.number(),
    received_ms: z.number(),
    key_id: z.string(),
    key_tenant: z.string(),
    key_environment: z.string(),
  }),
  limits: { maxSeconds: 3_600 },
  sql: `
SELECT
  trace_id,
  span_id,
  raw_bytes,
  toUnixTimestamp64Milli(received_at) AS received_ms,
  key_id,
  key_tenant,
  key_environment
FROM (
  SELECT trace_id, span_id, raw_bytes, received_at, mapping_version, ${keyBinding}
  FROM spans${atHour('started_at')}
  ORDER BY trace_id, started_at, span_id, row_version DESC
  LIMIT 1 BY trace_id, started_at, span_id
)
WHERE mapping_version < {below:UInt32}`,
})

/** Raw records of some spans of one hour. */
export const rawOfSpans = defineSystemQuery({
  name: 'raw-of-spans',
  params: z.object({
    project: z.string(),
    hourMs: z.number(),
    traceIds: z.array(z.string()),
    spanIds: z.array(z.string()),
  }),
  row: z.object({
    trace_id: z.string(),
    span_id: z.string(),
    raw: z.string(),
    truncated_bytes: z.number(),
    received_ms: z.number(),
  }),
  sql: `
SELECT
  trace_id,
  span_id,
  raw,
  truncated_bytes,
  toUnixTimestamp64Milli(received_at) AS received_ms
FROM span_io
WHERE project = {project:String}
  AND toStartOfHour(started_at) = fromUnixTimestamp64Milli({hourMs:Int64}, 'UTC')
  AND trace_id IN {traceIds:Array(String)}
  AND span_id IN {spanIds:Array(String)}
ORDER BY trace_id, span_id, row_version DESC
LIMIT 1 BY trace_id, span_id`,
})

/** Log records of an hour with their raw text. */
export const logsOfHour = defineSystemStreamQuery({
  name: 'logs-of-hour',
  params: hour,
  row: z.object({
    raw: z.string(),
    raw_bytes: z.number(),
    truncated_bytes: z.number(),
    received_ms: z.number(),
    key_id: z.string(),
    key_tenant: z.string(),
    key_environment: z.string(),
  }),
  limits: { maxSeconds: 3_600 },
  sql: `
SELECT
  raw,
  raw_bytes,
  truncated_bytes,
  toUnixTimestamp64Milli(received_at) AS received_ms,
  key_id,
  key_tenant,
  key_environment
FROM (
  SELECT raw, raw_bytes, truncated_bytes, received_at, mapping_version, ${keyBinding}
  FROM log_records${atHour('logged_at')}
  ORDER BY trace_id, session_id, logged_at, log_id, row_version DESC
  LIMIT 1 BY trace_id, session_id, logged_at, log_id
)
WHERE mapping_version < {below:UInt32}`,
})

/** Some log records of one hour with everything that their rows are made of. */
export const rawOfLogs = defineSystemQuery({
  name: 'raw-of-logs',
  params: z.object({ project: z.string(), hourMs: z.number(), logIds: z.array(z.string()) }),
  row: z.object({
    log_id: z.string(),
    raw: z.string(),
    truncated_bytes: z.number(),
    new_input: z.string(),
    output_text: z.string(),
    received_ms: z.number(),
  }),
  sql: `
SELECT
  log_id,
  raw,
  truncated_bytes,
  new_input,
  output_text,
  toUnixTimestamp64Milli(received_at) AS received_ms
FROM log_records${atHour('logged_at')}
  AND log_id IN {logIds:Array(String)}
ORDER BY log_id, row_version DESC
LIMIT 1 BY log_id`,
})
