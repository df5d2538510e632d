import { z } from 'zod'
import { defineSystemQuery } from '../../define-system-query.ts'
import { startedWithin } from '../../sql/run-period.ts'

const Period = z.object({ project: z.string(), fromNs: z.string(), toNs: z.string() })
export type DerivationPeriod = z.infer<typeof Period>

/** Which runs are touched: by other prices, or all. */
const Touched = z.object({
  all: z.boolean(),
  /** Versions of prices all of whose runs they touch, and those of whose runs they touch none. */
  whole: z.array(z.string()),
  same: z.array(z.string()),
  /** Of the other versions: runs that called these providers (lower case), executed these tools (a pattern; '' is none), or have these dialects. */
  providers: z.array(z.string()),
  tools: z.string(),
  dialects: z.array(z.string()),
})
export type Touched = z.infer<typeof Touched>

export const allRuns: Touched = { all: true, whole: [], same: [], providers: [], tools: '', dialects: [] }

/** Of other prices: every run that says nothing about what its cost is made of, too. */
const isTouched = `(
    {all:Bool}
    OR cost_digest = ''
    OR price_version IN {whole:Array(String)}
    OR price_version NOT IN {same:Array(String)} AND (
      arrayExists(provider -> has({providers:Array(String)}, lowerUTF8(provider)), shares.provider)
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

export const countRunsToDerive = defineSystemQuery({
  name: 'count-runs-to-derive',
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
export const runsToDerive = defineSystemQuery({
  name: 'runs-to-derive',
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
