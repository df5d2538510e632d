import { z } from 'zod'
import { defineSystemQuery } from '#clickhouse/define-system-query.ts'
import { logColumns, LogRow } from '#clickhouse/tables/log-records.ts'
import { scoreColumns, ScoreRow } from '#clickhouse/tables/scores.ts'
import { spanIoColumns, SpanIoRow } from '#clickhouse/tables/span-io.ts'
import { spanColumns, SpanRow } from '#clickhouse/tables/spans.ts'

export const spansOf = defineSystemQuery({
  name: 'test-spans',
  params: z.object({ project: z.string() }),
  row: SpanRow,
  sql: `SELECT ${spanColumns} FROM spans WHERE project = {project:String} ORDER BY started_at, span_id`,
})
export const spanTextsOf = defineSystemQuery({
  name: 'test-span-io',
  params: z.object({ project: z.string() }),
  row: SpanIoRow,
  sql: `SELECT ${spanIoColumns} FROM span_io WHERE project = {project:String} ORDER BY started_at, span_id`,
})
export const logsOf = defineSystemQuery({
  name: 'test-logs',
  params: z.object({ project: z.string() }),
  row: LogRow,
  sql: `SELECT ${logColumns} FROM log_records WHERE project = {project:String} ORDER BY logged_at, log_id`,
})
export const scoresOf = defineSystemQuery({
  name: 'test-scores',
  params: z.object({ project: z.string() }),
  row: ScoreRow,
  sql: `SELECT ${scoreColumns} FROM scores WHERE project = {project:String} ORDER BY name`,
})
