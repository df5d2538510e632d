import { z } from 'zod'
import { defineRecordQuery } from '../../define-scoped-query.ts'
import { attributeTexts, plainValue } from '../../sql/record-text.ts'
import { logsOfRun, payloadsOfRun, RunPlace } from '../../sql/run-place.ts'

/** Scanning the text of one run may take this long; bigger runs are told so. */
const MAX_SECONDS = 10
/** Characters shown before and after what was found, and of it. */
const BEFORE = 60
const AFTER = 140
const FOUND = 300

const searched = RunPlace.extend({
  /** RE2. */
  pattern: z.string(),
  /** The same with the text around it: groups for before, the match, and after. */
  around: z.string(),
  /** ASCII text that every record with a match holds; '' when none is known. Finding it is much cheaper. */
  needle: z.string(),
  limit: z.number().int(),
})

const Hit = z.object({
  record_id: z.string(),
  field: z.string(),
  name: z.string(),
  /** Bytes of the text that was searched. */
  size: z.number(),
  matches: z.number(),
  before: z.string(),
  found: z.string(),
  after: z.string(),
})
export type Hit = z.infer<typeof Hit>

const firstHits = `ARRAY JOIN hits AS hit
ORDER BY happened_at, record_id
LIMIT {limit:UInt32}`

/** `pattern` in the middle of what is shown around it. */
export function patternAround(flags: string, pattern: string): string {
  return `${flags}((?s:.{0,${BEFORE}}?))(${pattern})((?s:.{0,${AFTER}}))`
}

/** The fields of a run's spans that match, in the order of the run. */
export const searchSpans = defineRecordQuery({
  name: 'search-spans',
  params: searched,
  row: Hit,
  limits: { maxSeconds: MAX_SECONDS },
  sql: `
SELECT
  ${hitColumns('span_id')}
FROM (
  SELECT
    span_id,
    started_at AS happened_at,
    ${matching(`arrayConcat(
      [
        ('input', '', new_input),
        ('output', '', output_text),
        ('name', '', JSONExtractString(raw, 'span', 'name')),
        ('error', '', JSONExtractString(raw, 'span', 'status', 'message'))
      ],
      arrayMap(each -> ('attribute', each.1, each.2), ${attributeTexts('raw', "'span', 'attributes'")}),
      arrayFlatten(arrayMap(
        event -> arrayMap(
          each -> ('event', concat(JSONExtractString(event, 'name'), ' › ', each.1), each.2),
          ${attributeTexts('event', "'attributes'")}
        ),
        JSONExtractArrayRaw(raw, 'span', 'events')
      ))
    )`)}
${payloadsOfRun}
  AND ({needle:String} = '' OR positionCaseInsensitive(raw, {needle:String}) > 0)
)
${firstHits}`,
})

/** The fields of a run's log records that match, in the order of the run. */
export const searchLogs = defineRecordQuery({
  name: 'search-logs',
  params: searched,
  row: Hit,
  limits: { maxSeconds: MAX_SECONDS },
  sql: (params) => ({
    sql: `
SELECT
  ${hitColumns('log_id')}
FROM (
  SELECT
    log_id,
    logged_at AS happened_at,
    ${matching(`arrayConcat(
      [
        ('log', 'event name', event_name),
        ('log', 'body', ${plainValue("JSONExtractRaw(raw, 'log', 'body')")})
      ],
      arrayMap(each -> ('log', each.1, each.2), ${attributeTexts('raw', "'log', 'attributes'")})
    )`)}
${logsOfRun(params).sql}
)
${firstHits}`,
    params,
  }),
})

function matching(fields: string): string {
  return `arrayFilter(each -> match(each.3, {pattern:String}), ${fields}) AS hits`
}

function hitColumns(id: string): string {
  return `${id} AS record_id,
  hit.1 AS field,
  hit.2 AS name,
  toUInt32(length(hit.3)) AS size,
  toUInt32(countMatches(hit.3, {pattern:String})) AS matches,
  (extractGroups(hit.3, {around:String}) AS parts)[1] AS before,
  substringUTF8(parts[2], 1, ${FOUND}) AS found,
  parts[-1] AS after`
}
