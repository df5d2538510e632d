/** Guesses at passwords, so that all web processes count them together. `name_hash` is of whom they were counted for. */
export const signInGuessesMigration = {
  id: '011-sign-in-guesses',
  statements: [
    `CREATE TABLE IF NOT EXISTS sign_in_guesses {on_cluster} (
  name_hash String,
  guess_id String,
  guessed_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = {plain}
ORDER BY (name_hash, guessed_at)
TTL toDateTime(guessed_at) + INTERVAL 1 HOUR`,
  ],
}
