import { z } from 'zod'
import { defineProjectQuery } from '../../define-scoped-query.ts'
import { sumOfUnits } from '../../sql/extra-units.ts'
import { startedWithin } from '../../sql/run-period.ts'
import { inProject } from '../../sql/scope.ts'

const Period = z.object({ fromNs: z.string(), toNs: z.string() })

const ofPeriod = `${inProject}
  AND ${startedWithin}
  AND is_deleted = 0`

/** Runs that say what their cost is made of: those from before there were shares hold a sum only. */
const withShares = `${ofPeriod}
    AND cost_digest != ''`

/** What the runs of the period are made of, a row a share. */
const shares = `
FROM (
  SELECT
    run_id,
    started_at,
    price_version,
    dialects,
    shares.provider,
    shares.model,
    shares.tool,
    shares.status,
    shares.calls,
    shares.failed_calls,
    shares.input_uncached_tokens,
    shares.cache_read_tokens,
    shares.cache_write_5m_tokens,
    shares.cache_write_1h_tokens,
    shares.cache_write_other_tokens,
    shares.output_tokens,
    shares.reasoning_tokens,
    shares.extra_units,
    shares.amount
  FROM runs FINAL
  WHERE ${withShares}
)
ARRAY JOIN
  shares.provider AS provider,
  shares.model AS model,
  shares.tool AS tool,
  shares.status AS status,
  shares.calls AS share_calls,
  shares.failed_calls AS share_failed_calls,
  shares.input_uncached_tokens AS share_input_uncached,
  shares.cache_read_tokens AS share_cache_read,
  shares.cache_write_5m_tokens AS share_cache_write_5m,
  shares.cache_write_1h_tokens AS share_cache_write_1h,
  shares.cache_write_other_tokens AS share_cache_write_other,
  shares.output_tokens AS share_output,
  shares.reasoning_tokens AS share_reasoning,
  shares.extra_units AS share_units,
  shares.amount AS amount
WHERE status != 'none'`

export const ShareSums = z.object({
  provider: z.string(),
  model: z.string(),
  tool: z.string(),
  status: z.enum(['priced', 'partial', 'unpriced']),
  run_count: z.number(),
  calls: z.number(),
  failed_calls: z.number(),
  input_uncached: z.number(),
  cache_read: z.number(),
  cache_write_5m: z.number(),
  cache_write_1h: z.number(),
  cache_write_other: z.number(),
  output: z.number(),
  reasoning: z.number(),
  /** By `ExtraUnit`. */
  extra_units: z.record(z.string(), z.number()),
  amount_text: z.string(),
})
export type ShareSums = z.infer<typeof ShareSums>

const sums = `
  uniqExact(run_id) AS run_count,
  sum(share_calls) AS calls,
  sum(share_failed_calls) AS failed_calls,
  sum(share_input_uncached) AS input_uncached,
  sum(share_cache_read) AS cache_read,
  sum(share_cache_write_5m) AS cache_write_5m,
  sum(share_cache_write_1h) AS cache_write_1h,
  sum(share_cache_write_other) AS cache_write_other,
  sum(share_output) AS output,
  sum(share_reasoning) AS reasoning,
  ${sumOfUnits('share_units')} AS extra_units,
  toDecimalString(sum(amount), 12) AS amount_text`

export const ModelSums = ShareSums.omit({ status: true, failed_calls: true }).extend({
  unpriced_calls: z.number(),
  partial_calls: z.number(),
  /** Whether any of its amount is known. */
  is_known: z.number(),
})
export type ModelSums = z.infer<typeof ModelSums>

/** Costs of the period by model and tool. */
export const sharesByModel = defineProjectQuery({
  name: 'shares-by-model',
  params: Period.extend({ limit: z.number() }),
  row: ModelSums,
  sql: `
SELECT
  provider,
  model,
  tool,
  sumIf(share_calls, status = 'unpriced') AS unpriced_calls,
  sumIf(share_calls, status = 'partial') AS partial_calls,
  max(status != 'unpriced') AS is_known,${sums}${shares}
GROUP BY provider, model, tool
ORDER BY run_count DESC
LIMIT {limit:UInt32}`,
})

export const DatedShareSums = ShareSums.extend({
  /** Days since the epoch (UTC) on which the runs began. */
  day: z.number(),
  price_version: z.string(),
  /** Of runs with calls of a dialect that is billed as reported. */
  is_billed: z.number(),
})
export type DatedShareSums = z.infer<typeof DatedShareSums>

const billed = 'hasAny(dialects, {billed:Array(String)})'

/** The same by day and by the prices that the runs were priced with. */
export const sharesByDay = defineProjectQuery({
  name: 'shares-by-day',
  params: Period.extend({ billed: z.array(z.string()), limit: z.number() }),
  row: DatedShareSums,
  sql: `
SELECT
  toUInt32(toDate(started_at)) AS day,
  price_version,
  ${billed} AS is_billed,
  provider,
  model,
  tool,
  status,${sums}${shares}
GROUP BY day, price_version, is_billed, provider, model, tool, status
ORDER BY day
LIMIT {limit:UInt32}`,
})

/** How many runs have shares of these, each `[day, price_version, is_billed, provider, model, tool]`, as one JSON text. */
export const runsWithShares = defineProjectQuery({
  name: 'runs-with-shares',
  params: Period.extend({ billed: z.array(z.string()), keys: z.string() }),
  row: z.object({ run_count: z.number() }),
  sql: `
SELECT uniqExact(run_id) AS run_count
FROM (
  SELECT
    run_id,
    started_at,
    price_version,
    dialects,
    shares.provider,
    shares.model,
    shares.tool,
    shares.status
  FROM runs FINAL
  WHERE ${withShares}
)
ARRAY JOIN
  shares.provider AS provider,
  shares.model AS model,
  shares.tool AS tool,
  shares.status AS status
WHERE status != 'none'
  AND (toUInt32(toDate(started_at)), toString(price_version), ${billed}, toString(provider), toString(model), toString(tool)) IN (
  SELECT key.1, key.2, key.3, key.4, key.5, key.6
  FROM (
    SELECT arrayJoin(JSONExtract(materialize({keys:String}), 'Array(Tuple(UInt32, String, UInt8, String, String, String))')) AS key
  )
)
LIMIT 1`,
})

/** How many runs began in the period, and how many of them say nothing about what their cost is made of. */
export const runsOfPeriod = defineProjectQuery({
  name: 'runs-of-period',
  params: Period,
  row: z.object({ run_count: z.number(), without_shares: z.number() }),
  sql: `
SELECT
  count() AS run_count,
  countIf(cost_digest = '') AS without_shares
FROM runs FINAL
WHERE ${ofPeriod}
LIMIT 1`,
})

export const SeenName = z.object({
  sort: z.enum(['tool', 'dialect']),
  name: z.string(),
  run_count: z.number(),
  reporting_runs: z.number(),
})

/** Tools and dialects of the period, the most frequent first. */
export const seenNames = defineProjectQuery({
  name: 'seen-names',
  params: Period.extend({ limit: z.number() }),
  row: SeenName,
  sql: `
SELECT
  sort,
  name,
  count() AS run_count,
  countIf(is_reported) AS reporting_runs
FROM (
  SELECT
    'tool' AS sort,
    arrayJoin(tool_names) AS name,
    0 AS is_reported
  FROM runs FINAL
  WHERE ${ofPeriod}
  UNION ALL
  SELECT
    'dialect' AS sort,
    arrayJoin(dialects) AS name,
    reported_cost_usd IS NOT NULL AS is_reported
  FROM runs FINAL
  WHERE ${ofPeriod}
)
GROUP BY sort, name
ORDER BY run_count DESC, name
LIMIT {limit:UInt32} BY sort
LIMIT 1000`,
})
