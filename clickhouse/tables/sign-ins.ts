import { z } from 'zod'
import type { Database } from '../client.ts'
import { defineSystemQuery } from '../define-system-query.ts'
import { consistentWrite } from '../topology.ts'

const millis = z.number().int()

/** One token of somebody who signed in; times are milliseconds since the epoch. */
export const SignInRow = z.object({
  /** SHA-256, hex. */
  tokenHash: z.string(),
  signInId: z.string(),
  userId: z.string(),
  /** When the password was given. */
  signedInAt: millis,
  /** When this token was made: later than signedInAt when it took another's place. */
  issuedAt: millis,
  seenAt: millis,
  /** From when the token is worth nothing. */
  endsAt: millis,
  userAgent: z.string(),
  address: z.string(),
})
export type SignInRow = z.infer<typeof SignInRow>

const columns = `
  token_hash AS tokenHash,
  max(sign_in_id) AS signInId,
  max(user_id) AS userId,
  toUnixTimestamp64Milli(min(signed_in_at)) AS signedInAt,
  toUnixTimestamp64Milli(min(issued_at)) AS issuedAt,
  toUnixTimestamp64Milli(max(seen_at)) AS seenAt,
  toUnixTimestamp64Milli(min(ends_at)) AS endsAt,
  max(user_agent) AS userAgent,
  max(address) AS address`

export const findSignIn = defineSystemQuery({
  name: 'find-sign-in',
  params: z.object({ tokenHash: z.string() }),
  row: SignInRow,
  consistent: true,
  sql: `
SELECT${columns}
FROM sign_ins
WHERE token_hash = {tokenHash:String}
GROUP BY token_hash`,
})

/** A user's tokens that are worth something, the one seen last first. */
export const listSignIns = defineSystemQuery({
  name: 'list-sign-ins',
  params: z.object({ userId: z.string(), nowMs: z.number().int() }),
  row: SignInRow,
  consistent: true,
  sql: `
SELECT${columns}
FROM sign_ins
WHERE user_id = {userId:String}
GROUP BY token_hash
HAVING endsAt > {nowMs:Int64}
ORDER BY seenAt DESC, tokenHash
LIMIT 1000`,
})

/** Adds to what is known of a token: the newest seenAt and the earliest endsAt hold. */
export async function saveSignIn(db: Database, row: SignInRow): Promise<void> {
  const { tokenHash, signInId, userId, signedInAt, issuedAt, seenAt, endsAt, userAgent, address } = row
  const stored = {
    token_hash: tokenHash,
    sign_in_id: signInId,
    user_id: userId,
    signed_in_at: seconds(signedInAt),
    issued_at: seconds(issuedAt),
    seen_at: seconds(seenAt),
    ends_at: seconds(endsAt),
    user_agent: userAgent,
    address,
  }
  await db.insert('sign_ins', [stored], {
    repeatable: true,
    waitMs: 5_000,
    silentMs: 8_000,
    settings: consistentWrite,
  })
}

/** Seconds with three decimals, as DateTime64(3) reads them. */
function seconds(millis: number): string {
  return (millis / 1000).toFixed(3)
}
