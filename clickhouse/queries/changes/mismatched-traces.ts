import { z } from 'zod'
import { defineSystemQuery } from '../../define-system-query.ts'
import { maxDateTime } from '../../sql/date-time.ts'

const window = z.object({ sinceMs: z.number(), untilMs: z.number(), cliDialects: z.array(z.string()) })

/** Projects that wrote spans in a window, with the hours in which those spans started (seconds since the epoch). */
export const writtenProjects = defineSystemQuery({
  name: 'written-projects',
  params: window.omit({ cliDialects: true }),
  row: z.object({ project: z.string(), first_hour: z.number(), last_hour: z.number() }),
  sql: `
SELECT
  project,
  toUnixTimestamp(min(toStartOfHour(started_at))) AS first_hour,
  toUnixTimestamp(max(toStartOfHour(started_at))) AS last_hour
FROM spans
WHERE written_at > fromUnixTimestamp64Milli({sinceMs:Int64}, 'UTC')
  AND written_at <= fromUnixTimestamp64Milli({untilMs:Int64}, 'UTC')
GROUP BY project`,
})

/** Traces written to in the window whose run row is missing or counts another number of distinct spans. */
export const mismatchedTraces = defineSystemQuery({
  name: 'mismatched-traces',
  params: window.extend({ project: z.string(), firstHour: z.number(), lastHour: z.number() }),
  row: z.object({ trace_id: z.string() }),
  sql: `
WITH written AS (
  SELECT DISTINCT trace_id
  FROM spans
  WHERE project = {project:String}
    AND written_at > fromUnixTimestamp64Milli({sinceMs:Int64}, 'UTC')
    AND written_at <= fromUnixTimestamp64Milli({untilMs:Int64}, 'UTC')
)
SELECT stored.trace_id AS trace_id
FROM (
  SELECT trace_id, uniqExact(span_id) AS span_total, countIf(kind != 'plain') AS active
  FROM spans
  WHERE project = {project:String}
    AND toStartOfHour(started_at) BETWEEN toDateTime(greatest(toInt64({firstHour:UInt32}) - 86400, 0), 'UTC') AND toDateTime(least(toInt64({lastHour:UInt32}) + 86400, ${maxDateTime}), 'UTC')
    AND dialect NOT IN {cliDialects:Array(String)}
    AND trace_id IN written
  GROUP BY trace_id
) AS stored
LEFT JOIN (
  SELECT run_id, span_count
  FROM runs FINAL
  WHERE project = {project:String}
    AND run_id IN written
) AS derived ON derived.run_id = stored.trace_id
WHERE stored.active > 0
  AND derived.span_count != stored.span_total
LIMIT 10000`,
})

/** Sessions of coding CLIs with records in the window. */
export const writtenSessions = defineSystemQuery({
  name: 'written-sessions',
  params: window,
  row: z.object({ project: z.string(), dialect: z.string(), session_id: z.string() }),
  sql: `
SELECT DISTINCT
  project,
  dialect,
  session_id
FROM (
  SELECT project, dialect, session_id, written_at FROM spans WHERE dialect IN {cliDialects:Array(String)}
  UNION ALL
  SELECT project, dialect, session_id, written_at FROM log_records WHERE dialect IN {cliDialects:Array(String)}
)
WHERE session_id != ''
  AND written_at > fromUnixTimestamp64Milli({sinceMs:Int64}, 'UTC')
  AND written_at <= fromUnixTimestamp64Milli({untilMs:Int64}, 'UTC')
LIMIT 1000`,
})
