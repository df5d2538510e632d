import { z } from 'zod'
import { defineSystemQuery } from '../../define-system-query.ts'

const hour = z.object({ project: z.string(), hourMs: z.number(), cliDialects: z.array(z.string()) })

const groupsIn = (table: string, time: string) => `
SELECT
  if(group_session = '', trace_id, '') AS group_trace,
  if(has({cliDialects:Array(String)}, dialect) AND session_id != '', toString(dialect), '') AS group_dialect,
  if(has({cliDialects:Array(String)}, dialect), session_id, '') AS group_session
FROM ${table}
WHERE project = {project:String}
  AND toStartOfHour(${time}) = fromUnixTimestamp64Milli({hourMs:Int64}, 'UTC')
GROUP BY group_trace, group_dialect, group_session`

/** Traces, or sessions of coding CLIs, with records in one hour of a project. */
export const groupsOfHour = defineSystemQuery({
  name: 'groups-of-hour',
  params: hour,
  row: z.object({ group_trace: z.string(), group_dialect: z.string(), group_session: z.string() }),
  sql: `${groupsIn('spans', 'started_at')}
UNION DISTINCT${groupsIn('log_records', 'logged_at')}`,
})
