/**
 * One row a run, replaced when the run changes. '' is unknown for text, NULL for numbers.
 * bucket: hour of the first span seen, within a day of started_at; is_deleted: 1 takes the run out of its bucket;
 * costs in USD; agents, tools, models, loops, warnings, identity_sources: JSON text.
 */
const runColumns = `
  project LowCardinality(String),
  bucket DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
  run_id String CODEC(ZSTD(1)),
  trace_ids Array(String) CODEC(ZSTD(1)),
  tenant LowCardinality(String),
  feature LowCardinality(String),
  task_type LowCardinality(String),
  user_id String CODEC(ZSTD(1)),
  session_id String CODEC(ZSTD(1)),
  agent LowCardinality(String),
  agent_names Array(LowCardinality(String)),
  agent_version LowCardinality(String),
  environment LowCardinality(String),
  started_at DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
  ended_at DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
  duration_ns UInt64 CODEC(ZSTD(1)),
  end_reason LowCardinality(String),
  outcome LowCardinality(String),
  steps UInt32 CODEC(ZSTD(1)),
  llm_calls UInt32 CODEC(ZSTD(1)),
  failed_llm_calls UInt32 CODEC(ZSTD(1)),
  embedding_calls UInt32 CODEC(ZSTD(1)),
  embedding_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  tool_calls UInt32 CODEC(ZSTD(1)),
  tool_errors UInt32 CODEC(ZSTD(1)),
  tool_names Array(LowCardinality(String)),
  model_names Array(LowCardinality(String)),
  input_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  input_uncached_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  cache_read_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  cache_write_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  cache_write_5m_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  cache_write_1h_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  cache_write_other_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  output_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  reasoning_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  cost_usd Nullable(Decimal(38, 12)) CODEC(ZSTD(1)),
  cost_status LowCardinality(String),
  reported_cost_usd Nullable(Decimal(38, 12)) CODEC(ZSTD(1)),
  loop_count UInt32 CODEC(ZSTD(1)),
  revisits UInt32 CODEC(ZSTD(1)),
  warning_codes Array(LowCardinality(String)),
  input_preview String CODEC(ZSTD(1)),
  output_preview String CODEC(ZSTD(1)),
  error_message String CODEC(ZSTD(1)),
  span_count UInt32 CODEC(ZSTD(1)),
  dialects Array(LowCardinality(String)),
  tags Array(String) CODEC(ZSTD(1)),
  agents String CODEC(ZSTD(1)),
  tools String CODEC(ZSTD(1)),
  models String CODEC(ZSTD(1)),
  loops String CODEC(ZSTD(1)),
  warnings String CODEC(ZSTD(1)),
  identity_sources String CODEC(ZSTD(1)),
  mapping_version UInt32 CODEC(ZSTD(1)),
  rules_version LowCardinality(String),
  price_version LowCardinality(String),
  version UInt64 CODEC(Delta(8), ZSTD(1)),
  is_deleted UInt8 CODEC(ZSTD(1)),
  INDEX run_id_bloom run_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX trace_ids_bloom trace_ids TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX session_id_bloom session_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX user_id_bloom user_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX started_at_range started_at TYPE minmax GRANULARITY 1`

export const runsMigration = {
  id: '002-runs',
  statements: [
    `CREATE TABLE IF NOT EXISTS runs {on_cluster} (${runColumns}
) ENGINE = {replacing:version, is_deleted}
PARTITION BY toYYYYMM(bucket)
ORDER BY (project, bucket, run_id)
SETTINGS index_granularity = 1024`,
    // value: JSON; nothing here is needed for correctness, a lost row only means that more is looked at again.
    `CREATE TABLE IF NOT EXISTS worker_state {on_cluster} (
  name String,
  value String,
  version UInt64
) ENGINE = {replacing:version}
ORDER BY name`,
  ],
}
