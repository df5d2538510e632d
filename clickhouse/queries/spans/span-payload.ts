import { z } from 'zod'
import { defineRecordQuery } from '../../define-scoped-query.ts'
import { withinHours } from '../../sql/hour-range.ts'
import { inProject } from '../../sql/scope.ts'

const ofSpan = z.object({
  traceId: z.string(),
  spanId: z.string(),
  /** Where the span is expected to begin, a day more or less: it finds the place in the table. */
  startNs: z.string(),
})

const atSpan = `
WHERE ${inProject}
  AND ${withinHours('started_at', { fromNs: 'startNs', toNs: 'startNs' })}
  AND trace_id = {traceId:String}
  AND span_id = {spanId:String}
ORDER BY row_version DESC
LIMIT 1`

/** The raw record of one span: JSON of {resource, scope, span}. */
export const spanPayload = defineRecordQuery({
  name: 'span-payload',
  params: ofSpan,
  row: z.object({ raw: z.string() }),
  sql: `
SELECT raw
FROM span_io${atSpan}`,
})

/** What the tree leaves out of one span. */
export const spanExtras = defineRecordQuery({
  name: 'span-extras',
  params: ofSpan,
  row: z.object({ prompt_name: z.string(), prompt_version: z.string() }),
  sql: `
SELECT
  prompt_name,
  prompt_version
FROM spans${atSpan}`,
})

/** Raw log records by id, in the order in which they were written down; JSON of {resource, scope, log}. */
export const logPayloads = defineRecordQuery({
  name: 'log-payloads',
  params: z.object({ logIds: z.array(z.string()) }),
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
FROM log_records
WHERE ${inProject}
  AND log_id IN {logIds:Array(String)}
ORDER BY logged_at, log_id, row_version DESC
LIMIT 1 BY log_id
LIMIT 1000`,
})
