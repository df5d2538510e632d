import { z } from 'zod'
import { defineQuery } from '../../define-query.ts'
import { withinHours } from '../../sql/hour-range.ts'

/** The traces of some runs, and when all of them ran. */
export const snippetPlaces = defineQuery({
  name: 'snippet-places',
  params: z.object({ project: z.string(), runIds: z.array(z.string()) }),
  row: z.object({ run_id: z.string(), trace_ids: z.array(z.string()), from_ns: z.string(), to_ns: z.string() }),
  sql: `
SELECT
  run_id,
  trace_ids,
  toString(toUnixTimestamp64Nano(started_at)) AS from_ns,
  toString(toUnixTimestamp64Nano(ended_at)) AS to_ns
FROM runs
WHERE project = {project:String}
  AND run_id IN {runIds:Array(String)}
ORDER BY version DESC
LIMIT 1 BY run_id`,
})

/** Of each trace the first span with a match, and the text around it. */
export const findSnippets = defineQuery({
  name: 'find-snippets',
  params: z.object({
    project: z.string(),
    traceIds: z.array(z.string()),
    fromNs: z.string(),
    toNs: z.string(),
    /** RE2; `around` has groups for the text before, the match and the text after. */
    pattern: z.string(),
    around: z.string(),
  }),
  row: z.object({ trace_id: z.string(), before: z.string(), found: z.string(), after: z.string() }),
  sql: `
SELECT
  trace_id,
  (extractGroups(text, {around:String}) AS parts)[1] AS before,
  parts[2] AS found,
  parts[3] AS after
FROM (
  SELECT
    trace_id,
    if(match(new_input, {pattern:String}), new_input, output_text) AS text
  FROM span_io
  WHERE project = {project:String}
    AND ${withinHours('started_at', { fromNs: 'fromNs', toNs: 'toNs' })}
    AND trace_id IN {traceIds:Array(String)}
    AND (match(new_input, {pattern:String}) OR match(output_text, {pattern:String}))
  ORDER BY started_at, span_id
  LIMIT 1 BY trace_id
)`,
})
