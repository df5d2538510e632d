import { AppError } from '#lib/domain/errors.ts'
import type { Actor } from '#lib/domain/access/actor.ts'
import type { Invitation } from '#lib/domain/access/account.ts'
import type { Access } from '#lib/server/access/access.ts'
import { readInvitation, useInvitation } from '#lib/server/access/invitations.ts'
import { addMember } from '#lib/server/access/members.ts'
import { hashPassword, requireGoodPassword } from '#lib/server/access/password.ts'
import type { Device } from '#lib/server/access/sign-ins.ts'
import { createUser, findUserByEmail } from '#lib/server/access/users.ts'
import { startSignIn, type StartedSignIn } from './start-sign-in.ts'

type NewAccount = { email: string; name: string; password: string }
type Accept = { token: string; now: Date }

/** Somebody without an account makes one, and joins the project. */
export async function acceptAsNew(
  access: Access,
  { token, now, input, device }: Accept & { input: NewAccount; device: Device },
): Promise<StartedSignIn & { invitation: Invitation }> {
  const { email, name, password } = input
  requireMeant(await readInvitation(access.db, token, now), email)
  await requireGoodPassword(password, email)
  if ((await findUserByEmail(access.db, email)) !== null) {
    throw new AppError('conflict', `${email} has an account already: sign in, then open the invitation again.`)
  }
  const passwordHash = await hashPassword(password)
  const invitation = await useInvitation(access.db, token, now)
  const change = { actor: 'link', reason: 'joined by invitation', now }
  const user = await createUser(access.db, { email, name, passwordHash, isOwner: false }, change)
  await join(access, { userId: user.userId, invitation, now })
  return { ...(await startSignIn(access, user, device)), invitation }
}

/** Somebody who is signed in joins the project. */
export async function acceptAsMember(
  access: Access,
  { token, now, actor }: Accept & { actor: Actor },
): Promise<Invitation> {
  if (actor.kind !== 'user') throw new AppError('unauthorized', 'Sign in to accept an invitation.')
  requireMeant(await readInvitation(access.db, token, now), actor.email)
  const invitation = await useInvitation(access.db, token, now)
  await join(access, { userId: actor.userId, invitation, now })
  return invitation
}

async function join(
  { db, directory }: Access,
  { userId, invitation, now }: { userId: string; invitation: Invitation; now: Date },
): Promise<void> {
  const { project, role } = invitation
  await addMember(db, { project, userId, role, actor: `user:${userId}`, reason: 'joined by invitation', now })
  await directory.refresh()
}

function requireMeant({ email: meant }: Invitation, email: string): void {
  if (meant === '' || meant === email) return
  throw new AppError('forbidden', `This invitation is for ${meant}.`)
}
