import type { Access } from '#lib/server/access/access.ts'
import { createInvitation } from '#lib/server/access/invitations.ts'
import { acceptAsNew } from '#lib/server/services/account/accept-invitation.ts'

export const device = { userAgent: 'Test/1', address: '127.0.0.1' }
export const password = 'correct horse battery'

/** An editor of a project of their own, signed in. */
export async function makeUser(access: Access, name: string) {
  const project = `p-${name}`
  const email = `${name}@example.com`
  const admin = { project, role: 'editor', email: '', invitedBy: 'admin', actor: 'test', now: new Date() } as const
  const { token } = await createInvitation(access.db, admin)
  const input = { email, name: 'Ada', password }
  return { ...(await acceptAsNew(access, { token, now: new Date(), input, device })), project, email, access }
}

export async function actorOf(access: Access, token: string) {
  const row = await access.signIns.verify(token)
  return row === null ? null : access.directory.actorOf(row.userId, row.signedInAt)
}

/** A guess at an account, from another address for each index. */
export function wrongGuess(account: string, index: number, deviceMark: string | null = null) {
  const from = { ...device, address: `10.1.${index >> 8}.${index & 255}` }
  return { input: { email: account, password: 'wrong password' }, device: from, deviceMark }
}

/** How many of these were compared with the password. */
export async function lookedAt(attempts: readonly Promise<unknown>[]): Promise<number> {
  const outcomes = await Promise.allSettled(attempts)
  const isCompared = (reason: unknown): boolean => String(reason).includes('password is wrong')
  return outcomes.filter((each) => each.status === 'rejected' && isCompared(each.reason)).length
}
