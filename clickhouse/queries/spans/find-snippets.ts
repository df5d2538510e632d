import { z } from 'zod'
import { defineRecordQuery } from '../../define-scoped-query.ts'
import { withinHours } from '../../sql/hour-range.ts'
import { inProject } from '../../sql/scope.ts'

/** Of each trace the first span with a match, and the text around it. */
export const findSnippets = defineRecordQuery({
  name: 'find-snippets',
  params: z.object({
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
  WHERE ${inProject}
    AND ${withinHours('started_at', { fromNs: 'fromNs', toNs: 'toNs' })}
    AND trace_id IN {traceIds:Array(String)}
    AND (match(new_input, {pattern:String}) OR match(output_text, {pattern:String}))
  ORDER BY started_at, span_id
  LIMIT 1 BY trace_id
)`,
})
