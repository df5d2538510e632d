import { z } from 'zod'
import type { Database } from '../client.ts'
import { defineSystemQuery } from '../define-system-query.ts'
import { smallRead } from '../query-request.ts'
import { consistentWrite } from '../topology.ts'

/** One guess at a password. */
export type SignInGuess = { nameHash: string; guessId: string }

/** The guesses of the last hour by the store's clock, in the order in which they came; of each name the newest 200. */
export const listSignInGuesses = defineSystemQuery({
  name: 'list-sign-in-guesses',
  params: z.object({ nameHashes: z.array(z.string()) }),
  row: z.object({ nameHash: z.string(), guessId: z.string(), guessedAtMs: z.number().int() }),
  consistent: true,
  limits: smallRead,
  sql: `
SELECT *
FROM (
  SELECT
    name_hash AS nameHash,
    guess_id AS guessId,
    toUnixTimestamp64Milli(guessed_at) AS guessedAtMs
  FROM sign_in_guesses
  WHERE name_hash IN {nameHashes:Array(String)}
    AND guessed_at > now() - INTERVAL 1 HOUR
  ORDER BY guessedAtMs DESC, guessId
  LIMIT 200 BY nameHash
)
ORDER BY guessedAtMs, guessId`,
})

export async function insertSignInGuesses(db: Database, guesses: readonly SignInGuess[]): Promise<void> {
  const rows = guesses.map(({ nameHash, guessId }) => ({ name_hash: nameHash, guess_id: guessId }))
  await db.insert('sign_in_guesses', rows, { waitMs: 5_000, silentMs: 8_000, settings: consistentWrite })
}
