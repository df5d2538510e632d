import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Database } from '#clickhouse/client.ts'
import { AppError } from '#lib/domain/errors.ts'
import { ConfigEntries, installation, type ConfigEntry } from '#lib/server/config-entries.ts'

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
/** Makes addresses unique: the entry's id is the address. */
const addresses = new ConfigEntries('user_email', z.object({ userId: z.string() }))

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
  return address === null || address.deleted ? null : findUser(db, address.body.userId)
}

/** Takes the address first: of two who want it, one gets it. Throws `conflict` where it is taken. */
export async function createUser(db: Database, input: NewUser, { actor, reason, now }: Change): Promise<User> {
  const user: User = { ...input, userId: randomUUID(), createdAt: now.toISOString(), signedOutAt: null }
  const taken = await addresses.newest(db, installation, input.email)
  // An address whose user was never stored is left by a creation that broke off.
  const isTaken = taken !== null && !taken.deleted && (await findUser(db, taken.body.userId)) !== null
  if (isTaken) throw new AppError('conflict', `${input.email} has an account already: sign in with it.`)
  const place = { project: installation, actor, reason, now }
  const { userId } = user
  await addresses.write(db, { ...place, id: input.email, expectedVersion: taken?.version ?? 0, body: { userId } })
  await users.write(db, { ...place, id: userId, expectedVersion: 0, body: user })
  return user
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
