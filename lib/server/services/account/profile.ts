import type { Actor, UserActor } from '#lib/domain/access/actor.ts'
import type { Me, Person, SignIn } from '#lib/domain/access/account.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { Project } from '#lib/domain/project.ts'
import { actorName } from '#lib/domain/access/actor.ts'
import type { Access } from '#lib/server/access/access.ts'
import { hashPassword, isPassword, requireGoodPassword } from '#lib/server/access/password.ts'
import { idleMs, type Device } from '#lib/server/access/sign-ins.ts'
import { changeUser, findUser } from '#lib/server/access/users.ts'
import { startSignIn, type StartedSignIn } from './start-sign-in.ts'

type Call = { actor: Actor; now: Date }

/** Who asks, and which of the projects are open to them. */
export function me(actor: Actor, projects: readonly Project[]): Me {
  const open = projects.flatMap(({ project, name }) => {
    const role = roleIn(actor, project)
    return role === null ? [] : [{ project, name, role }]
  })
  return { person: actor.kind === 'user' ? personOf(actor) : null, projects: open }
}

function roleIn(actor: Actor, project: string) {
  if (actor.kind === 'local') return 'admin'
  if (actor.kind !== 'user') return null
  return actor.isOwner ? 'admin' : (actor.roles.get(project) ?? null)
}

export async function changeName(access: Access, { actor, now, name }: Call & { name: string }): Promise<Person> {
  const { entry, user } = await requireSelf(access, actor)
  await changeUser(access.db, entry, { change: { name }, actor: actorName(user), reason: 'name changed', now })
  await access.directory.refresh()
  return { ...personOf(user), name }
}

type PasswordChange = Call & { input: { current: string; password: string }; device: Device; deviceMark: string | null }

/** Everybody who is signed in with the old password is signed out; this browser gets a new token. */
export async function changePassword(
  access: Access,
  { actor, now, input, device, deviceMark }: PasswordChange,
): Promise<StartedSignIn> {
  const { entry, user } = await requireSelf(access, actor)
  await access.limits.take({ address: device.address, account: user.email, device: deviceMark })
  if (!(await isPassword(input.current, entry.body.passwordHash))) {
    throw new AppError('bad_request', 'The current password is wrong.')
  }
  await requireGoodPassword(input.password, user.email)
  const change = { passwordHash: await hashPassword(input.password), signedOutAt: now.toISOString() }
  const changed = await changeUser(access.db, entry, {
    change,
    actor: actorName(user),
    reason: 'password changed',
    now,
  })
  await access.directory.refresh()
  return startSignIn(access, changed, device)
}

/** Ends every sign-in of the user, this one included. */
export async function signOutEverywhere(access: Access, { actor, now }: Call): Promise<void> {
  const { entry, user } = await requireSelf(access, actor)
  const change = { signedOutAt: now.toISOString() }
  await changeUser(access.db, entry, { change, actor: actorName(user), reason: 'signed out everywhere', now })
  await access.directory.refresh()
}

/** The user's devices; `current` is the sign-in that asks. */
export async function listDevices(
  access: Access,
  { actor, current }: { actor: Actor; current: string | null },
): Promise<SignIn[]> {
  const { entry, user } = await requireSelf(access, actor)
  const since = entry.body.signedOutAt === null ? 0 : Date.parse(entry.body.signedOutAt)
  const rows = (await access.signIns.list(user.userId)).filter(({ signedInAt }) => signedInAt > since)
  return rows.map(({ signInId, signedInAt, seenAt, endsAt, userAgent, address }) => ({
    signInId,
    signedInAt: iso(signedInAt),
    seenAt: iso(seenAt),
    expiresAt: iso(Math.min(endsAt, seenAt + idleMs)),
    userAgent,
    address,
    isThis: signInId === current,
  }))
}

/** Ends one sign-in of the user; another's is as unknown as one that never was. */
export async function endDevice(
  access: Access,
  { actor, signInId }: { actor: Actor; signInId: string },
): Promise<void> {
  const { user } = await requireSelf(access, actor)
  await access.signIns.end(user.userId, signInId)
}

/** The user behind the actor as stored now. Throws for a key, or where nobody needs to sign in. */
async function requireSelf({ db }: Access, actor: Actor) {
  const entry = actor.kind === 'user' ? await findUser(db, actor.userId) : null
  if (actor.kind !== 'user' || entry === null) throw new AppError('unauthorized', 'Sign in to see your profile.')
  return { entry, user: actor }
}

function personOf({ userId, email, name, isOwner }: UserActor): Person {
  return { userId, email, name, isOwner }
}

function iso(millis: number): string {
  return new Date(millis).toISOString()
}
