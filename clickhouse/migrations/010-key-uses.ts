/** When a key was last used, to about five minutes. Rows of a key add up to the newest: no write reads before. */
export const keyUsesMigration = {
  id: '010-key-uses',
  statements: [
    `CREATE TABLE IF NOT EXISTS key_uses {on_cluster} (
  project String,
  key_id String,
  used_at SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
) ENGINE = {aggregating}
ORDER BY (project, key_id)`,
  ],
}
