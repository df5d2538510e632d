import { z } from 'zod'
import { CostShare } from '#lib/domain/cost.ts'
import type { Database } from '../client.ts'
import { encodeRows } from './columns.ts'
import { runsTable } from './run-columns.ts'

const Tokens = z.number().nullable()

/**
 * Columns of `runs` that read as they were written. '' is unknown for text, null for numbers.
 * Nested shares are JSON text: they are read whole or not at all; what is filtered by has its own column.
 */
const plainColumns = {
  project: z.string(),
  run_id: z.string(),
  trace_ids: z.array(z.string()),
  tenant: z.string(),
  feature: z.string(),
  task_type: z.string(),
  user_id: z.string(),
  session_id: z.string(),
  agent: z.string(),
  agent_names: z.array(z.string()),
  agent_version: z.string(),
  environment: z.string(),
  duration_ns: z.number(),
  end_reason: z.string(),
  outcome: z.string(),
  steps: z.number(),
  llm_calls: z.number(),
  failed_llm_calls: z.number(),
  embedding_calls: z.number(),
  embedding_tokens: Tokens,
  tool_calls: z.number(),
  tool_errors: z.number(),
  tool_names: z.array(z.string()),
  model_names: z.array(z.string()),
  input_tokens: Tokens,
  input_uncached_tokens: Tokens,
  cache_read_tokens: Tokens,
  cache_write_tokens: Tokens,
  cache_write_5m_tokens: Tokens,
  cache_write_1h_tokens: Tokens,
  cache_write_other_tokens: Tokens,
  output_tokens: Tokens,
  reasoning_tokens: Tokens,
  cost_status: z.string(),
  loop_count: z.number(),
  revisits: z.number(),
  warning_codes: z.array(z.string()),
  input_preview: z.string(),
  output_preview: z.string(),
  error_message: z.string(),
  span_count: z.number(),
  dialects: z.array(z.string()),
  tags: z.array(z.string()),
  agents: z.string(),
  tools: z.string(),
  models: z.string(),
  loops: z.string(),
  warnings: z.string(),
  identity_sources: z.string(),
  mapping_version: z.number(),
  rules_version: z.string(),
  price_version: z.string(),
  /** Hash of what the cost is made of; '' in rows from before there were shares. */
  cost_digest: z.string(),
  /** Milliseconds since the epoch at least; grows with every new assembly. */
  version: z.number(),
  /** 1 takes the run out of its bucket. */
  is_deleted: z.number(),
}

/** A row of `runs` as inserted. */
export const RunInsert = z.object({
  ...plainColumns,
  /** Hour of the first span seen, `YYYY-MM-DD hh:mm:ss` UTC. */
  bucket: z.string(),
  started_at: z.string(),
  ended_at: z.string(),
  cost_usd: z.string().nullable(),
  reported_cost_usd: z.string().nullable(),
  cost_shares: z.array(CostShare).readonly(),
})
export type RunInsert = z.infer<typeof RunInsert>

/** A row of `runs` as `runColumns` reads it: times in nanoseconds, decimals with all 12 digits. */
export const RunRow = z.object({
  ...plainColumns,
  bucket_hour: z.string(),
  started_ns: z.string(),
  ended_ns: z.string(),
  cost_text: z.string().nullable(),
  reported_cost_text: z.string().nullable(),
})
export type RunRow = z.infer<typeof RunRow>

/** The SELECT list of a RunRow. Computed columns have names of their own: an alias would hide the column from WHERE. */
export const runColumns = [
  ...Object.keys(plainColumns),
  'toString(bucket) AS bucket_hour',
  'toString(toUnixTimestamp64Nano(started_at)) AS started_ns',
  'toString(toUnixTimestamp64Nano(ended_at)) AS ended_ns',
  'toDecimalString(cost_usd, 12) AS cost_text',
  'toDecimalString(reported_cost_usd, 12) AS reported_cost_text',
].join(',\n  ')

/** Partitions are months; one insert stays far below the engine's limit of 100. */
const maxMonths = 50

/** Stores rows. A run's row and its tombstones go in one insert; doing it twice changes nothing. */
export async function insertRuns(db: Database, rows: readonly RunInsert[]): Promise<void> {
  let batch: RunInsert[] = []
  let months = new Set<string>()
  for (const ofRun of Map.groupBy(rows, ({ run_id }) => run_id).values()) {
    const touched = new Set([...months, ...ofRun.map(({ bucket }) => bucket.slice(0, 7))])
    if (touched.size > maxMonths) {
      await insertBatch(db, batch)
      batch = []
    }
    months = batch.length === 0 ? new Set(ofRun.map(({ bucket }) => bucket.slice(0, 7))) : touched
    batch.push(...ofRun)
  }
  await insertBatch(db, batch)
}

async function insertBatch(db: Database, rows: readonly RunInsert[]): Promise<void> {
  if (rows.length === 0) return
  await db.insert(runsTable.name, encodeRows(runsTable, rows), {
    format: 'Native',
    columns: runsTable.columns.map(({ name }) => name),
    repeatable: true,
    waitMs: 5_000,
  })
}
