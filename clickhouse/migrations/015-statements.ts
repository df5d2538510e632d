/**
 * What closed statements hold, and notes of adjustments: rows are only added. closing_id: random, so that an attempt
 * that was broken off leaves rows that nobody names (the ledger in `config` names those that count). document: JSON
 * with the content whose hash stands in the ledger; sheet: CSV; both as they were on the day.
 *
 * statement_runs: each run as it was billed with the closing. is_gone: 1 where a note takes it out. cost_usd: NULL is
 * unknown; run_version: of the row of `runs` that was billed.
 */
export const statementsMigration = {
  id: '015-statements',
  statements: [
    `CREATE TABLE IF NOT EXISTS statements {on_cluster} (
  project LowCardinality(String),
  closing_id String,
  document String CODEC(ZSTD(3)),
  sheet String CODEC(ZSTD(3)),
  at DateTime64(3, 'UTC')
) ENGINE = {plain}
ORDER BY (project, closing_id)
SETTINGS non_replicated_deduplication_window = 0, fsync_after_insert = 1, fsync_part_directory = 1`,
    `CREATE TABLE IF NOT EXISTS statement_runs {on_cluster} (
  project LowCardinality(String),
  closing_id LowCardinality(String),
  run_id String CODEC(ZSTD(1)),
  is_gone UInt8 CODEC(ZSTD(1)),
  started_at DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
  tenant LowCardinality(String),
  cost_usd Nullable(Decimal(38, 12)) CODEC(ZSTD(1)),
  span_count UInt32 CODEC(ZSTD(1)),
  price_version LowCardinality(String),
  rules_version LowCardinality(String),
  mapping_version UInt32 CODEC(ZSTD(1)),
  run_version UInt64 CODEC(Delta(8), ZSTD(1))
) ENGINE = {plain}
ORDER BY (project, closing_id, run_id)
SETTINGS non_replicated_deduplication_window = 0, fsync_after_insert = 1, fsync_part_directory = 1`,
  ],
}
