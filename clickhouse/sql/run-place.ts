import { z } from 'zod'
import type { Fragment } from './fragment.ts'
import { withinHours } from './hour-range.ts'
import { inProject } from './scope.ts'

/** Where the records of one run are, beside its traces. */
export const RunPlace = z.object({
  /** First and last moment of the run; records a day before and after still belong to it. */
  startNs: z.string(),
  endNs: z.string(),
  /** Log records that assembly joined to the run, whatever trace they name. */
  logIds: z.array(z.string()),
  /** Session of a coding CLI, whose logs name a turn instead of a trace; '' elsewhere. */
  session: z.string(),
})
export type RunPlace = z.infer<typeof RunPlace>

const within = (column: string): string => `
WHERE ${inProject}
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
export function logsOfRun(place: RunPlace): Fragment {
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
    trace_id IN {traceIds:Array(String)}${place.session === '' ? '' : ofTurn}
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
    params: place,
  }
}
