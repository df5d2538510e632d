import { z } from 'zod'
import { defineSystemBulkQuery, defineSystemQuery } from '../../define-system-query.ts'
import { logColumns, LogRow } from '../../tables/log-records.ts'
import { scoreColumns, ScoreRow } from '../../tables/scores.ts'
import { spanColumns, SpanRow } from '../../tables/spans.ts'

const ofTraces = z.object({ project: z.string(), traceIds: z.array(z.string()) })
const ofSessions = z.object({ project: z.string(), sessions: z.array(z.string()), dialects: z.array(z.string()) })

/**
 * Narrow spans of whole traces, in all versions: to sort ninety columns for the newest of each costs the database
 * half as much as to read them.
 */
export const spanVersionsOfTraces = defineSystemBulkQuery({
  name: 'spans-of-traces',
  params: ofTraces,
  row: SpanRow.extend({ row_version: z.number() }),
  sql: `
SELECT
  ${spanColumns},
  row_version
FROM spans
WHERE project = {project:String}
  AND trace_id IN {traceIds:Array(String)}`,
})

/**
 * Which of the traces have logs, which have scores. Most have none, and to ask for a hundred columns of
 * nothing costs the database as much as a thousand spans.
 */
export const companionsOfTraces = defineSystemQuery({
  name: 'companions-of-traces',
  params: ofTraces,
  row: z.object({ source: z.enum(['log', 'score']), trace_id: z.string() }),
  sql: `
SELECT DISTINCT 'log' AS source, trace_id
FROM log_records
WHERE project = {project:String}
  AND trace_id IN {traceIds:Array(String)}
UNION ALL
SELECT DISTINCT 'score' AS source, trace_id
FROM scores
WHERE project = {project:String}
  AND trace_id IN {traceIds:Array(String)}`,
})

export const logsOfTraces = defineSystemBulkQuery({
  name: 'logs-of-traces',
  params: ofTraces,
  row: LogRow,
  sql: `
SELECT
  ${logColumns}
FROM log_records
WHERE project = {project:String}
  AND trace_id IN {traceIds:Array(String)}
ORDER BY log_id, row_version DESC
LIMIT 1 BY log_id`,
})

export const logsOfSessions = defineSystemBulkQuery({
  name: 'logs-of-sessions',
  params: ofSessions,
  row: LogRow,
  sql: `
SELECT
  ${logColumns}
FROM log_records
WHERE project = {project:String}
  AND session_id IN {sessions:Array(String)}
  AND dialect IN {dialects:Array(String)}
ORDER BY log_id, row_version DESC
LIMIT 1 BY log_id`,
})

export const tracesOfSessions = defineSystemQuery({
  name: 'traces-of-sessions',
  params: ofSessions,
  row: z.object({ trace_id: z.string() }),
  sql: `
SELECT DISTINCT trace_id
FROM spans
WHERE project = {project:String}
  AND session_id IN {sessions:Array(String)}
  AND dialect IN {dialects:Array(String)}`,
})

export const scoresOfTraces = defineSystemQuery({
  name: 'scores-of-traces',
  params: ofTraces,
  row: ScoreRow,
  sql: `
SELECT
  ${scoreColumns}
FROM scores
WHERE project = {project:String}
  AND trace_id IN {traceIds:Array(String)}
ORDER BY score_id, row_version DESC
LIMIT 1 BY score_id`,
})
