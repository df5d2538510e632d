import type { Database } from '#clickhouse/client.ts'
import type { UserActor } from '#lib/domain/access/actor.ts'
import type { Role } from '#lib/domain/access/role.ts'
import { CachedValue } from '#lib/server/cached-value.ts'
import { listMemberships } from './members.ts'
import { listUsers, type User } from './users.ts'

type Known = { users: ReadonlyMap<string, User>; roles: ReadonlyMap<string, ReadonlyMap<string, Role>> }

/** A change by another process is followed after this long. */
const ageMs = 3_000

/** Everybody who may sign in, and what they are in each project, as it was at most three seconds ago. */
export class Directory {
  private readonly known: CachedValue<Known>

  constructor(db: Database) {
    this.known = new CachedValue(() => load(db), ageMs)
  }

  /** What this user may be as an actor; null for one who is gone or has signed out everywhere since. */
  async actorOf(userId: string, signedInAtMs: number): Promise<UserActor | null> {
    const user = await this.find(userId, signedInAtMs)
    if (user === undefined) return null
    if (user.signedOutAt !== null && Date.parse(user.signedOutAt) >= signedInAtMs) return null
    const { roles } = await this.known.get()
    const { email, name, isOwner } = user
    return { kind: 'user', userId, email, name, isOwner, roles: roles.get(userId) ?? new Map() }
  }

  async users(): Promise<ReadonlyMap<string, User>> {
    return (await this.known.get()).users
  }

  /** Nobody has an account yet: the installation is new. */
  async isEmpty(): Promise<boolean> {
    const { users } = await this.known.get()
    return users.size === 0 && (await this.known.get(0)).users.size === 0
  }

  /** After a change by this process, which then sees it at once. */
  async refresh(): Promise<void> {
    await this.known.get(0)
  }

  /** A user who signed in a moment ago may be newer than what is known. */
  private async find(userId: string, signedInAtMs: number): Promise<User | undefined> {
    const { users } = await this.known.get()
    if (users.has(userId) || Date.now() - signedInAtMs > ageMs * 2) return users.get(userId)
    return (await this.known.get(0)).users.get(userId)
  }
}

async function load(db: Database): Promise<Known> {
  const [users, memberships] = await Promise.all([listUsers(db), listMemberships(db, '')])
  const roles = new Map<string, Map<string, Role>>()
  for (const { project, body } of memberships) {
    const ofUser = roles.get(body.userId) ?? new Map<string, Role>()
    roles.set(body.userId, ofUser.set(project, body.role))
  }
  return { users: new Map(users.map((user) => [user.userId, user])), roles }
}
