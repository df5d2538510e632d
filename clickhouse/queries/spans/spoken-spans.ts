import { z } from 'zod'
import { defineRecordQuery } from '../../define-scoped-query.ts'
import { withinHours } from '../../sql/hour-range.ts'
import { inProject } from '../../sql/scope.ts'

const timeRange = {
  /** When the traces began and ended, a day more or less: it finds their place in the table. */
  fromNs: z.string(),
  toNs: z.string(),
}

const inTraces = `
WHERE ${inProject}
  AND ${withinHours('started_at', { fromNs: 'fromNs', toNs: 'toNs' })}
  AND trace_id IN {traceIds:Array(String)}`

/** Spans whose input or output begins as one of these, of each trace the smallest. */
export const spokenSpans = defineRecordQuery({
  name: 'spoken-spans',
  params: z.object({ ...timeRange, inputs: z.array(z.string()), outputs: z.array(z.string()) }),
  row: z.object({ trace_id: z.string(), span_id: z.string(), input_preview: z.string(), output_preview: z.string() }),
  sql: `
SELECT
  trace_id,
  span_id,
  input_preview,
  output_preview
FROM spans${inTraces}
  AND (
    (input_preview != '' AND input_preview IN {inputs:Array(String)})
    OR (output_preview != '' AND output_preview IN {outputs:Array(String)})
  )
ORDER BY raw_bytes, span_id
LIMIT 40 BY trace_id
LIMIT 4000`,
})

/** Raw records of some spans of these traces: JSON of {resource, scope, span}. */
export const spanPayloads = defineRecordQuery({
  name: 'span-payloads',
  params: z.object({ ...timeRange, spanIds: z.array(z.string()) }),
  row: z.object({ trace_id: z.string(), span_id: z.string(), raw: z.string() }),
  sql: `
SELECT
  trace_id,
  span_id,
  raw
FROM span_io${inTraces}
  AND span_id IN {spanIds:Array(String)}
ORDER BY trace_id, span_id, row_version DESC
LIMIT 1 BY trace_id, span_id
LIMIT 400`,
})
