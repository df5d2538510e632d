/**
 * Who is signed in: one entry for each token, of which only the SHA-256 is kept. Rows of a token add up, so that a
 * late sign of life cannot undo an end: the newest seen_at and the earliest ends_at hold. sign_in_id stays when the
 * token is changed for another. Kept for a month after the end, for whoever looks for a stranger.
 */
export const signInsMigration = {
  id: '009-sign-ins',
  statements: [
    `CREATE TABLE IF NOT EXISTS sign_ins {on_cluster} (
  token_hash String,
  sign_in_id SimpleAggregateFunction(max, String),
  user_id SimpleAggregateFunction(max, String),
  signed_in_at SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
  issued_at SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
  seen_at SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
  ends_at SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
  user_agent SimpleAggregateFunction(max, String),
  address SimpleAggregateFunction(max, String)
) ENGINE = {aggregating}
ORDER BY token_hash
TTL toDateTime(ends_at) + INTERVAL 30 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  ],
}
