/**
 * Users, keys, projects, rules: each change is a new version, the newest wins, the old ones stay as history.
 * at: when the version was written; write_id tells equal versions of racing writers apart, the order of their
 * blocks says who was first and is kept by merges; deleted: 1 takes the entry out.
 */
export const configMigration = {
  id: '003-config',
  statements: [
    `CREATE TABLE IF NOT EXISTS config {on_cluster} (
  project LowCardinality(String),
  kind LowCardinality(String),
  id String,
  version UInt64,
  write_id String,
  body String CODEC(ZSTD(1)),
  actor String,
  reason String,
  at DateTime64(6, 'UTC'),
  deleted UInt8
) ENGINE = {plain}
ORDER BY (project, kind, id, version)
SETTINGS enable_block_number_column = 1, non_replicated_deduplication_window = 0, fsync_after_insert = 1, fsync_part_directory = 1`,
  ],
}
