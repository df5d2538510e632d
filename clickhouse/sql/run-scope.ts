import { z } from 'zod'
import type { Fragment } from './fragment.ts'
import { withinHours } from './hour-range.ts'

/** Where the records of one run are. */
export const RunScope = z.object({
  project: z.string(),
  traceIds: z.array(z.string()),
  /** First and last moment of the run; records a day before and after still belong to it. */
  startNs: z.string(),
  endNs: z.string(),
  /** Log records that assembly joined to the run, whatever trace they name. */
  logIds: z.array(z.string()),
  /** Session of a coding CLI, whose logs name a turn instead of a trace; '' elsewhere. */
  session: z.string(),
})
export type RunScope = z.infer<typeof RunScope>

const within = (column: string): string => `
WHERE project = {project:String}
  AND ${withinHours(column, { fromNs: 'startNs', toNs: 'endNs' })}`

/** FROM and WHERE of the payloads of a run's spans, each in its newest version only. */
export const payloadsOfRun = `
FROM span_io${within('started_at')}
  AND trace_id IN {traceIds:Array(String)}
  AND (trace_id, span_id, row_version) IN (
    SELECT
      trace_id,
      span_id,
      max(row_version)
    FROM span_io${within('started_at')}
      AND trace_id IN {traceIds:Array(String)}
    GROUP BY trace_id, span_id
  )`

/** FROM and WHERE of a run's log records, each in its newest version only. */
export function logsOfRun(scope: RunScope): Fragment {
  const ofTurn = `
    OR log_id IN {logIds:Array(String)}
    OR (
      session_id = {session:String}
      AND turn_id IN (
        SELECT turn_id
        FROM log_records${within('logged_at')}
          AND log_id IN {logIds:Array(String)}
          AND turn_id != ''
      )
    )`
  const mine = `(
    trace_id IN {traceIds:Array(String)}${scope.session === '' ? '' : ofTurn}
  )`
  return {
    sql: `
FROM log_records${within('logged_at')}
  AND ${mine}
  AND (log_id, row_version) IN (
    SELECT
      log_id,
      max(row_version)
    FROM log_records${within('logged_at')}
      AND ${mine}
    GROUP BY log_id
  )`,
    params: scope,
  }
}
