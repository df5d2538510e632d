import { AppError } from '#lib/domain/errors.ts'
import type { Access } from '#lib/server/access/access.ts'
import { readOneTimeLink, useOneTimeLink } from '#lib/server/access/one-time-link.ts'
import { hashPassword, requireGoodPassword } from '#lib/server/access/password.ts'
import type { Device } from '#lib/server/access/sign-ins.ts'
import { changeUser, createUser, findUser, type User } from '#lib/server/access/users.ts'
import { startSignIn, type StartedSignIn } from './start-sign-in.ts'

export type SetUpInput = { token: string; email: string | null; name: string; password: string }

/** What a one-time link asks of the one who opens it: to become the owner, or a new password. */
export async function readSetUp(
  access: Access,
  token: string,
  now: Date,
): Promise<{ email: string | null; expiresAt: string }> {
  const link = await readOneTimeLink(access.db, token, now)
  const { expiresAt } = link
  if (link.userId !== null) return { email: (await requireUser(access, link.userId)).body.email, expiresAt }
  await requireNoOwner(access)
  return { email: null, expiresAt }
}

/** Makes the first owner, or gives the owner of the link a new password; signs in. The link is used up by it. */
export async function setUp(
  access: Access,
  { input, device, now }: { input: SetUpInput; device: Device; now: Date },
): Promise<StartedSignIn> {
  const { token, email, name, password } = input
  const link = await readOneTimeLink(access.db, token, now)
  const user = link.userId === null ? null : await requireUser(access, link.userId)
  if (user === null) await requireNoOwner(access)
  const address = user?.body.email ?? email
  if (address === null) throw new AppError('bad_request', 'The e-mail address is missing.')
  await requireGoodPassword(password, address)
  const passwordHash = await hashPassword(password)
  await useOneTimeLink(access.db, token, now)
  const change = { actor: 'link', now }
  const changed: User =
    user === null
      ? await createUser(
          access.db,
          { email: address, name, passwordHash, isOwner: true },
          { ...change, reason: 'set up' },
        )
      : await changeUser(access.db, user, {
          ...change,
          change: { passwordHash, signedOutAt: now.toISOString() },
          reason: 'password set by link',
        })
  await access.directory.refresh()
  return startSignIn(access, changed, device)
}

async function requireNoOwner(access: Access): Promise<void> {
  if (await access.directory.isEmpty()) return
  throw new AppError('gone', 'This installation has its owner already: sign in.')
}

async function requireUser(access: Access, userId: string) {
  const user = await findUser(access.db, userId)
  if (user !== null) return user
  throw new AppError('gone', 'The account of this link is gone.')
}
