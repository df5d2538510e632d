import { z } from 'zod'
import { defineRecordQuery } from '../../define-scoped-query.ts'
import { attributeTexts, plainValue } from '../../sql/record-text.ts'
import { logsOfRun, payloadsOfRun, RunPlace } from '../../sql/run-place.ts'

/** Characters of a record's text in the list. */
const HEAD = 300

const listed = RunPlace.extend({ limit: z.number().int() })

const LogLine = z.object({
  record_id: z.string(),
  span_id: z.string(),
  /** Place among the span's events; 0 for log records. */
  place: z.number(),
  time_ns: z.string(),
  name: z.string(),
  severity: z.number(),
  severity_text: z.string(),
  head: z.string(),
  /** Lines of the whole run, the cut ones too. */
  total: z.string().transform(Number),
})
export type LogLine = z.infer<typeof LogLine>

/** The log records of a run, the earliest first. */
export const listRunLogs = defineRecordQuery({
  name: 'list-run-logs',
  params: listed,
  row: LogLine,
  sql: (params) => ({
    sql: `
SELECT
  log_id AS record_id,
  span_id,
  toUInt32(0) AS place,
  toString(toUnixTimestamp64Nano(logged_at)) AS time_ns,
  event_name AS name,
  toInt32(JSONExtractInt(raw, 'log', 'severityNumber')) AS severity,
  JSONExtractString(raw, 'log', 'severityText') AS severity_text,
  ${headOf(plainValue("JSONExtractRaw(raw, 'log', 'body')"), attributeTexts('raw', "'log', 'attributes'"))} AS head,
  count() OVER () AS total
${logsOfRun(params).sql}
ORDER BY logged_at, log_id
LIMIT {limit:UInt32}`,
    params,
  }),
})

/** The events of a run's spans, the earliest first. */
export const listRunEvents = defineRecordQuery({
  name: 'list-run-events',
  params: listed,
  row: LogLine,
  sql: `
SELECT
  span_id AS record_id,
  span_id,
  toUInt32(place) AS place,
  toString(toInt64OrZero(JSONExtractString(event, 'timeUnixNano'))) AS time_ns,
  JSONExtractString(event, 'name') AS name,
  toInt32(0) AS severity,
  '' AS severity_text,
  ${headOf("''", attributeTexts('event', "'attributes'"))} AS head,
  count() OVER () AS total
FROM (
  SELECT
    span_id,
    JSONExtractArrayRaw(raw, 'span', 'events') AS events
${payloadsOfRun}
)
ARRAY JOIN
  events AS event,
  arrayEnumerate(events) AS place
ORDER BY toInt64OrZero(JSONExtractString(event, 'timeUnixNano')), span_id, place
LIMIT {limit:UInt32}`,
})

function headOf(body: string, attributes: string): string {
  return `leftUTF8(if(
    ${body} != '',
    ${body},
    arrayStringConcat(arrayMap(each -> concat(each.1, '=', leftUTF8(each.2, ${HEAD})), ${attributes}), ' ')
  ), ${HEAD})`
}
