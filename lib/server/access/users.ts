import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Database } from '#clickhouse/client.ts'
import { AppError } from '#lib/domain/errors.ts'
import { ConfigEntries, installation, unlessConflict, type ConfigEntry } from '#lib/server/config-entries.ts'

/** A person as stored. */
export const User = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  /** A PHC string; it leaves this folder never. */
  passwordHash: z.string(),
  isOwner: z.boolean(),
  createdAt: z.string(),
  /** Sign-ins before it are worth nothing. */
  signedOutAt: z.string().nullable(),
})
export type User = z.infer<typeof User>

const users = new ConfigEntries('user', User)
/** Who has what one person alone can have. */
const Claim = z.object({ userId: z.string(), claimedAt: z.string().default('') })
type Claims = ConfigEntries<typeof Claim>

/** Makes addresses unique: the entry's id is the address. */
const addresses: Claims = new ConfigEntries('user_email', Claim)
/** Makes one owner: two links may be open at once, in two browsers. */
const ownership: Claims = new ConfigEntries('owner', Claim)
const theOwner = 'first'
/** How long a claim is kept for a user who is not stored yet: then whoever made it is gone. */
const claimMs = 60_000

type NewUser = Pick<User, 'email' | 'name' | 'passwordHash' | 'isOwner'>
type Change = { actor: string; reason: string; now: Date }

export async function listUsers(db: Database): Promise<User[]> {
  return (await users.list(db, installation)).map(({ body }) => body)
}

/** The user and the version it is at; null where there is none. */
export async function findUser(db: Database, userId: string): Promise<ConfigEntry<User> | null> {
  const entry = await users.newest(db, installation, userId)
  return entry === null || entry.deleted ? null : entry
}

export async function findUserByEmail(db: Database, email: string): Promise<ConfigEntry<User> | null> {
  const address = await addresses.newest(db, installation, email)
  // An unknown address takes as many looks: the time of an answer must not tell whose it is.
  const user = await findUser(db, address?.body.userId ?? 'nobody')
  return address === null || address.deleted ? null : user
}

/**
 * Takes the address first, and as owner the installation: of two who want it, one gets it. Throws `conflict` where
 * the address is taken, and `gone` where there is an owner.
 */
export async function createUser(db: Database, input: NewUser, change: Change): Promise<User> {
  const { email, isOwner } = input
  const user: User = { ...input, userId: randomUUID(), createdAt: change.now.toISOString(), signedOutAt: null }
  const { userId } = user
  if (isOwner && !(await claim(db, ownership, { ...change, id: theOwner, userId }))) {
    throw new AppError('gone', 'This installation has its owner already: sign in.')
  }
  if (!(await claim(db, addresses, { ...change, id: email, userId }))) {
    throw new AppError('conflict', `${email} has an account already: sign in with it.`)
  }
  await users.write(db, { project: installation, ...change, id: userId, expectedVersion: 0, body: user })
  return user
}

/** False where it is somebody else's. What was claimed for a user who was never stored is free again after a while. */
async function claim(
  db: Database,
  claims: Claims,
  { id, userId, ...change }: Change & { id: string; userId: string },
): Promise<boolean> {
  const last = await claims.newest(db, installation, id)
  if (last !== null && !last.deleted) {
    const isFresh = change.now.getTime() - Date.parse(last.body.claimedAt) < claimMs
    if (isFresh || (await findUser(db, last.body.userId)) !== null) return false
  }
  const body = { userId, claimedAt: change.now.toISOString() }
  const write = { project: installation, ...change, id, expectedVersion: last?.version ?? 0, body }
  return claims.write(db, write).then(() => true, unlessConflict(false))
}

/** Changes a user; throws `conflict` where somebody else has changed it since `entry` was read. */
export async function changeUser(
  db: Database,
  entry: ConfigEntry<User>,
  { change, actor, reason, now }: Change & { change: Partial<Pick<User, 'name' | 'passwordHash' | 'signedOutAt'>> },
): Promise<User> {
  const body = { ...entry.body, ...change }
  const write = { project: installation, id: entry.id, expectedVersion: entry.version, actor, reason, now }
  await users.write(db, { ...write, body })
  return body
}
