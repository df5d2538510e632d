/**
 * What became of everything that was sent: one row for each minute, sort of outcome and writing process, holding
 * that process's sum so far; version grows with the sum, so a row that is written twice counts once. Reading adds up
 * over writers. project '': sent without a valid key. key_id '': without key. sample_*: the newest example, '' is unknown.
 *
 * Kept for 90 days: a sender's fault is looked for within days, a quarter shows its trend, and no figure is derived
 * from here. Not synced to disk: after a loss of power the counts of some seconds may be missing, never data.
 */
export const ingestOutcomesMigration = {
  id: '004-ingest-outcomes',
  statements: [
    `CREATE TABLE IF NOT EXISTS ingest_outcomes {on_cluster} (
  project LowCardinality(String),
  minute DateTime('UTC'),
  kind LowCardinality(String),
  reason LowCardinality(String),
  key_id LowCardinality(String),
  signal LowCardinality(String),
  transport LowCardinality(String),
  writer String CODEC(ZSTD(1)),
  records UInt64 CODEC(ZSTD(1)),
  requests UInt64 CODEC(ZSTD(1)),
  bytes UInt64 CODEC(ZSTD(1)),
  sample_at DateTime64(3, 'UTC') CODEC(ZSTD(1)),
  sample_message String CODEC(ZSTD(1)),
  sample_attribute String CODEC(ZSTD(1)),
  sample_service String CODEC(ZSTD(1)),
  sample_trace_id String CODEC(ZSTD(1)),
  sample_span_id String CODEC(ZSTD(1)),
  version UInt64
) ENGINE = {replacing:version}
PARTITION BY toMonday(minute)
ORDER BY (project, minute, kind, reason, key_id, signal, transport, writer)
TTL minute + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1`,
  ],
}
