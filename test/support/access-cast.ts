import type { Database } from '#clickhouse/client.ts'
import type { Actor, UserActor } from '#lib/domain/access/actor.ts'
import { can } from '#lib/domain/access/can.ts'
import { Role } from '#lib/domain/access/role.ts'
import { KeyKind } from '#lib/domain/project.ts'
import { addMember } from '#lib/server/access/members.ts'
import { hashPassword } from '#lib/server/access/password.ts'
import { SignIns } from '#lib/server/access/sign-ins.ts'
import { newToken } from '#lib/server/access/token.ts'
import { changeUser, createUser, findUser } from '#lib/server/access/users.ts'
import { createKey, revokeKey } from '#lib/server/keys.ts'

/** Somebody who makes requests. `refused` shows a key that is worth nothing: no route may answer it but public files. */
export type Sender = {
  name: string
  headers: Readonly<Record<string, string>>
  actor: Actor | 'refused'
  /** Among the few whom the short run asks. */
  isCore: boolean
}

const device = { userAgent: 'Test/1', address: '127.0.0.1' }
export const castPassword = 'correct horse battery'
const dayMs = 86_400_000
const nobody: Actor = { kind: 'nobody' }

/** Whose data the sender may see: places are projects, and parts of them as `project/part`, which the canary names. */
export function maySee({ actor }: Sender, place: string, canary: string): boolean {
  if (actor === 'refused') return false
  const [project = '', part] = place.split('/')
  if (!can(actor, 'run:read', { project })) return false
  if (part === undefined || actor.kind !== 'key') return true
  const { tenant, environment } = actor
  return [tenantName(canary), null].includes(tenant) && [canary, null].includes(environment)
}

/** Everybody, as seen from project alpha: its members, people of beta, keys of every kind, and credentials that ended. */
export async function makeCast(
  db: Database,
  canary: (place: string) => string,
): Promise<{ senders: Sender[]; owner: Sender }> {
  const people = await makePeople(db, canary)
  const [owner] = people
  if (owner === undefined) throw new Error('unreachable')
  return { owner, senders: [anonymous, ...people, ...(await makeKeys(db, canary)), ...badCookies, ...badKeys] }
}

const anonymous: Sender = { name: 'nobody', headers: {}, actor: nobody, isCore: true }

async function makePeople(db: Database, canary: (place: string) => string): Promise<Sender[]> {
  const passwordHash = await hashPassword(castPassword)
  const person = async (name: string, project: string | null, role: Role = 'viewer'): Promise<UserActor> => {
    const email = `${canary(project ?? '')}${name}@example.com`
    const change = { actor: 'test', reason: 'test', now: new Date() }
    const isOwner = name === 'owner'
    const { userId } = await createUser(db, { email, name: email, passwordHash, isOwner }, change)
    if (project !== null) await addMember(db, { project, userId, role, ...change })
    const roles = new Map(project === null ? [] : [[project, role] as const])
    return { kind: 'user', userId, email, name: email, isOwner, roles }
  }
  const signIns = new SignIns(db)
  const signedIn = async (actor: UserActor): Promise<Sender> => {
    const { token } = await signIns.start(actor.userId, device)
    return { name: actor.email, headers: cookie(token), actor, isCore: actor.isOwner }
  }
  const owner = await signedIn(await person('owner', null))
  const members: Sender[] = []
  for (const role of Role.options) members.push(await signedIn(await person(role, 'alpha', role)))
  const stranger = await person('stranger', 'beta', 'admin')
  const viewer = await person('second', 'alpha')
  return [
    { ...owner, name: 'the owner' },
    ...members.map((each, index) => ({ ...each, name: `${Role.options[index]} of alpha`, isCore: index === 2 })),
    { ...(await signedIn(stranger)), name: 'admin of beta', isCore: true },
    { ...(await signedIn(await person('alone', null))), name: 'member of nothing' },
    ...(await endedSignIns(db, viewer, await person('left', 'alpha'))),
  ]
}

/** Cookies that were worth something once: each makes nobody of its sender. */
async function endedSignIns(db: Database, viewer: UserActor, left: UserActor): Promise<Sender[]> {
  const now = Date.now()
  const old = await new SignIns(db, { now: () => now - 40 * dayMs }).start(viewer.userId, device)
  const idle = await new SignIns(db, { now: () => now - 8 * dayMs }).start(viewer.userId, device)
  const signIns = new SignIns(db)
  const ended = await signIns.start(viewer.userId, device)
  await signIns.end(viewer.userId, ended.row.signInId)
  const everywhere = await signIns.start(left.userId, device)
  const entry = await findUser(db, left.userId)
  if (entry === null) throw new Error('unreachable')
  const change = { signedOutAt: new Date(Date.now() + 1).toISOString() }
  await changeUser(db, entry, { change, actor: 'test', reason: 'test', now: new Date() })
  return [
    { name: 'a sign-in past its last day', headers: cookie(old.token), actor: nobody, isCore: false },
    { name: 'a sign-in that was left idle', headers: cookie(idle.token), actor: nobody, isCore: false },
    { name: 'a sign-in that was ended', headers: cookie(ended.token), actor: nobody, isCore: true },
    { name: 'somebody signed out everywhere', headers: cookie(everywhere.token), actor: nobody, isCore: false },
  ]
}

async function makeKeys(db: Database, canary: (place: string) => string): Promise<Sender[]> {
  type Special = { tenant?: string; environment?: string; expiresAt?: Date }
  const make = async (project: string, kind: KeyKind, special: Special = {}) => {
    const { tenant = null, environment = null, expiresAt = null } = special
    const input = { project, kind, name: `${canary(project)} ${kind}`, tenant, environment, expiresAt, actor: 'test' }
    const { key, secret } = await createKey(db, { ...input, now: new Date() })
    const actor: Actor = { kind: 'key', keyId: key.keyId, keyKind: kind, project, tenant, environment }
    return {
      key,
      sender: { name: `${kind} key of ${project}`, headers: bearer(secret), actor, isCore: kind === 'ingest' },
    }
  }
  const kinds: Sender[] = []
  for (const kind of KeyKind.options) kinds.push((await make('alpha', kind)).sender)
  const ofTenant = await make('alpha', 'read', { tenant: tenantName(canary('alpha/one')) })
  const ofEnvironment = await make('alpha', 'read', { environment: canary('alpha/one') })
  const foreign = await make('beta', 'read')
  const revoked = await make('alpha', 'read')
  await revokeKey(db, { project: 'alpha', keyId: revoked.key.keyId, actor: 'test', reason: 'test', now: new Date() })
  const expired = await make('alpha', 'admin', { expiresAt: new Date(Date.now() - 1000) })
  return [
    ...kinds,
    { ...ofTenant.sender, name: 'read key of one tenant of alpha', isCore: true },
    { ...ofEnvironment.sender, name: 'read key of one environment of alpha', isCore: true },
    { ...foreign.sender, isCore: true },
    { ...revoked.sender, name: 'a revoked key', actor: 'refused', isCore: true },
    { ...expired.sender, name: 'an expired key', actor: 'refused' },
  ]
}

/** The tenant that `sendMarked` gives its spans; their environment is the canary itself. */
export function tenantName(canary: string): string {
  return `${canary} tenant.id`
}

const badCookies: Sender[] = [
  ['an unknown token', newToken()],
  ['an empty token', ''],
  ['a token of another shape', "' OR 1=1 --"],
  ['a token that is too long', 'A'.repeat(4_000)],
].map(([name = '', token = '']) => ({ name, headers: cookie(token), actor: nobody, isCore: false }))

const badKeys: Sender[] = [
  ['an unknown key', `Bearer tacho_read_${newToken()}`],
  ['half a key', 'Bearer tacho_read_'],
  ['a key without its scheme', `tacho_admin_${newToken()}`],
  ['another scheme', 'Basic YWRtaW46YWRtaW4='],
  ['no key after the scheme', 'Bearer'],
  ['a key that is too long', `Bearer ${'k'.repeat(4_000)}`],
].map(([name = '', authorization = '']) => ({ name, headers: { authorization }, actor: 'refused', isCore: false }))

function bearer(secret: string): Record<string, string> {
  return { authorization: `Bearer ${secret}` }
}

function cookie(token: string): Record<string, string> {
  return { cookie: `tacho=${token}` }
}
