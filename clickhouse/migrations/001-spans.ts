/** What a span or a log record says about a call. '' is unknown for text, NULL for numbers. */
const callColumns = `
  dialect LowCardinality(String),
  kind LowCardinality(String),
  operation LowCardinality(String),
  agent_name LowCardinality(String),
  agent_version LowCardinality(String),
  agent_run_id String CODEC(ZSTD(1)),
  workflow_name LowCardinality(String),
  provider LowCardinality(String),
  model_requested LowCardinality(String),
  model_response LowCardinality(String),
  response_id String CODEC(ZSTD(1)),
  request_id String CODEC(ZSTD(1)),
  service_tier LowCardinality(String),
  finish_reasons Array(LowCardinality(String)),
  streaming Nullable(Bool),
  time_to_first_token_ns Nullable(Float64) CODEC(ZSTD(1)),
  has_usage Bool,
  input_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  input_uncached_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  cache_read_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  cache_write_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  cache_write_5m_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  cache_write_1h_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  cache_write_other_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  output_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  reasoning_tokens Nullable(UInt64) CODEC(ZSTD(1)),
  token_basis LowCardinality(String),
  usage_claim LowCardinality(String),
  reported_cost_usd String CODEC(ZSTD(1)),
  tool_name LowCardinality(String),
  tool_call_id String CODEC(ZSTD(1)),
  tool_type LowCardinality(String),
  mcp_server LowCardinality(String),
  tool_arguments_hash String CODEC(ZSTD(1)),
  tool_result_hash String CODEC(ZSTD(1)),
  tool_executed Bool,
  requested_tools String CODEC(ZSTD(1)),
  tool_results_seen String CODEC(ZSTD(1)),
  status LowCardinality(String),
  error_type LowCardinality(String),
  error_message String CODEC(ZSTD(1)),
  prompt_name LowCardinality(String),
  prompt_version LowCardinality(String),
  outcome LowCardinality(String),
  end_hint LowCardinality(String),
  tenant LowCardinality(String),
  customer String CODEC(ZSTD(1)),
  feature LowCardinality(String),
  task_type LowCardinality(String),
  user_id String CODEC(ZSTD(1)),
  session_id String CODEC(ZSTD(1)),
  environment LowCardinality(String),
  release LowCardinality(String),
  identity_sources LowCardinality(String),
  tags Array(LowCardinality(String)),
  input_preview String CODEC(ZSTD(1)),
  output_preview String CODEC(ZSTD(1)),
  input_hash String CODEC(ZSTD(1)),
  output_hash String CODEC(ZSTD(1)),
  output_simhash String CODEC(ZSTD(1)),
  messages_hash String CODEC(ZSTD(1)),
  message_count UInt32 CODEC(ZSTD(1)),
  has_answer Bool,
  warnings String CODEC(ZSTD(1))`

/** partition_at: the record's time clamped to [received - 30 d, + 1 h]; written_at: the change cursor, set before the insert. */
const receiptColumns = `
  partition_at DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
  received_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  written_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  row_version UInt64 CODEC(Delta(8), ZSTD(1))`

/** Bytes of text are stored once, here and in span_io; new_input and output_text exist for search. */
const textColumns = `
  raw String CODEC(ZSTD(3)),
  truncated_bytes UInt64 CODEC(ZSTD(1)),
  new_input String CODEC(ZSTD(3)),
  output_text String CODEC(ZSTD(3))`

const textIndexes = `
  INDEX new_input_text lower(new_input) TYPE text(tokenizer = splitByNonAlpha),
  INDEX output_text_text lower(output_text) TYPE text(tokenizer = splitByNonAlpha)`

const callIndexes = `
  INDEX trace_id_bloom trace_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX session_id_bloom session_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX turn_id_bloom turn_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX response_id_bloom response_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX attribute_keys_bloom mapKeys(attributes) TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX attribute_values_bloom mapValues(attributes) TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX written_at_range written_at TYPE minmax GRANULARITY 1`

/**
 * An acknowledged insert survives a loss of power. Inserts and first merges write compact parts: a
 * wide one is hundreds of files, each of them synced. Merging ten parts at a time writes every row
 * half as often as merging five. Statistics of columns serve no query here.
 */
const partSettings = [
  'fsync_after_insert = 1',
  'fsync_part_directory = 1',
  'min_bytes_for_wide_part = 134217728',
  'merge_selector_base = 10',
  "auto_statistics_types = ''",
].join(', ')

/** Spans and what arrives with them. Never read with FINAL: duplicates are removed where they are read. */
export const spansMigration = {
  id: '001-spans',
  statements: [
    `CREATE TABLE IF NOT EXISTS spans {on_cluster} (
  project LowCardinality(String),
  trace_id String CODEC(ZSTD(1)),
  span_id String CODEC(ZSTD(1)),
  parent_span_id String CODEC(ZSTD(1)),
  parent_is_remote Bool,
  started_at DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
  ended_at DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
  name LowCardinality(String),
  otel_kind Int32 CODEC(ZSTD(1)),
  scope_name LowCardinality(String),
  scope_version LowCardinality(String),
  service_name LowCardinality(String),
  turn_id String CODEC(ZSTD(1)),
  links String CODEC(ZSTD(1)),
  attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  mapping_version UInt32 CODEC(ZSTD(1)),
  raw_bytes UInt32 CODEC(ZSTD(1)),${callColumns},${receiptColumns},${callIndexes}
) ENGINE = {replacing:row_version}
PARTITION BY toMonday(partition_at)
ORDER BY (project, toStartOfHour(started_at), trace_id, started_at, span_id)
SETTINGS ${partSettings}`,
    `CREATE TABLE IF NOT EXISTS span_io {on_cluster} (
  project LowCardinality(String),
  trace_id String CODEC(ZSTD(1)),
  span_id String CODEC(ZSTD(1)),
  started_at DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),${textColumns},${receiptColumns},
  INDEX trace_id_bloom trace_id TYPE bloom_filter(0.01) GRANULARITY 16,${textIndexes}
) ENGINE = {replacing:row_version}
PARTITION BY toMonday(partition_at)
ORDER BY (project, toStartOfHour(started_at), trace_id, started_at, span_id)
SETTINGS index_granularity = 128, ${partSettings}`,
    `CREATE TABLE IF NOT EXISTS log_records {on_cluster} (
  project LowCardinality(String),
  log_id String CODEC(ZSTD(1)),
  trace_id String CODEC(ZSTD(1)),
  span_id String CODEC(ZSTD(1)),
  logged_at DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
  event_name LowCardinality(String),
  role LowCardinality(String),
  turn_id String CODEC(ZSTD(1)),
  sequence Nullable(Float64) CODEC(ZSTD(1)),
  duration_ns Nullable(Float64) CODEC(ZSTD(1)),
  scope_name LowCardinality(String),
  scope_version LowCardinality(String),
  service_name LowCardinality(String),
  attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  mapping_version UInt32 CODEC(ZSTD(1)),
  raw_bytes UInt32 CODEC(ZSTD(1)),${callColumns},${textColumns},${receiptColumns},${callIndexes},
  INDEX log_id_bloom log_id TYPE bloom_filter(0.01) GRANULARITY 1,${textIndexes}
) ENGINE = {replacing:row_version}
PARTITION BY toMonday(partition_at)
ORDER BY (project, toStartOfHour(logged_at), trace_id, session_id, logged_at, log_id)
SETTINGS index_granularity = 1024, ${partSettings}`,
    `CREATE TABLE IF NOT EXISTS scores {on_cluster} (
  project LowCardinality(String),
  score_id String CODEC(ZSTD(1)),
  trace_id String CODEC(ZSTD(1)),
  span_id String CODEC(ZSTD(1)),
  response_id String CODEC(ZSTD(1)),
  session_id String CODEC(ZSTD(1)),
  name LowCardinality(String),
  value Nullable(Float64) CODEC(ZSTD(1)),
  label String CODEC(ZSTD(1)),
  explanation String CODEC(ZSTD(3)),
  source LowCardinality(String),
  scored_at DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),${receiptColumns},
  INDEX trace_id_bloom trace_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX session_id_bloom session_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX response_id_bloom response_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX written_at_range written_at TYPE minmax GRANULARITY 1
) ENGINE = {replacing:row_version}
PARTITION BY toMonday(partition_at)
ORDER BY (project, toStartOfHour(scored_at), trace_id, span_id, score_id)
SETTINGS ${partSettings}`,
  ],
}
