import { z } from 'zod'
import { defineSystemQuery } from '../../define-system-query.ts'
import { startedWithin } from '../../sql/run-period.ts'

const Period = z.object({ project: z.string(), fromNs: z.string(), toNs: z.string() })
export type PricePeriod = z.infer<typeof Period>

/** Which runs other prices can touch. */
const Touched = z.object({
  /** Versions of prices all of whose runs they touch, and those of whose runs they touch none. */
  whole: z.array(z.string()),
  same: z.array(z.string()),
  /** Of the other versions: runs that called these providers (lower case), executed these tools (a pattern; '' is none), or have these dialects. */
  providers: z.array(z.string()),
  tools: z.string(),
  dialects: z.array(z.string()),
})
export type Touched = z.infer<typeof Touched>

const isTouched = `(
    cost_digest = ''
    OR price_version IN {whole:Array(String)}
    OR price_version NOT IN {same:Array(String)} AND (
      arrayExists(provider -> has({providers:Array(String)}, lowerUTF8(provider)), cost_providers)
      OR {tools:String} != '' AND arrayExists(tool -> match(lowerUTF8(tool), {tools:String}), tool_names)
      OR hasAny(dialects, {dialects:Array(String)})
    )
  )`

const ofPeriod = `project = {project:String}
  AND ${startedWithin}
  AND is_deleted = 0`

/** By which prices the runs of the period were priced. */
export const versionsToReprice = defineSystemQuery({
  name: 'versions-to-reprice',
  params: Period,
  row: z.object({ price_version: z.string() }),
  sql: `
SELECT DISTINCT price_version
FROM runs FINAL
WHERE ${ofPeriod}
LIMIT 10000`,
})

export const countRunsToReprice = defineSystemQuery({
  name: 'count-runs-to-reprice',
  params: Period.extend(Touched.shape),
  row: z.object({ run_count: z.number() }),
  sql: `
SELECT count() AS run_count
FROM runs FINAL
WHERE ${ofPeriod}
  AND ${isTouched}
LIMIT 1`,
})

/** The next runs of the period in the order of their keys, after one of them. */
export const runsToReprice = defineSystemQuery({
  name: 'runs-to-reprice',
  params: Period.extend({ ...Touched.shape, afterHour: z.number(), afterRun: z.string(), limit: z.number() }),
  row: z.object({
    hour: z.number(),
    run_id: z.string(),
    trace_ids: z.array(z.string()),
    session_id: z.string(),
    dialects: z.array(z.string()),
    span_count: z.number(),
  }),
  sql: `
SELECT
  toUInt32(bucket) AS hour,
  run_id,
  trace_ids,
  session_id,
  dialects,
  span_count
FROM runs FINAL
WHERE ${ofPeriod}
  AND ${isTouched}
  AND bucket >= toDateTime({afterHour:UInt32}, 'UTC')
  AND (bucket > toDateTime({afterHour:UInt32}, 'UTC') OR run_id > {afterRun:String})
ORDER BY bucket, run_id
LIMIT {limit:UInt32}`,
})
