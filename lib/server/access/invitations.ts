import { z } from 'zod'
import type { Database } from '#clickhouse/client.ts'
import type { Invitation } from '#lib/domain/access/account.ts'
import { Role } from '#lib/domain/access/role.ts'
import { AppError } from '#lib/domain/errors.ts'
import { ConfigEntries, type ConfigEntry } from '#lib/server/config-entries.ts'
import { isToken, newToken, tokenHash } from './token.ts'

const Stored = z.object({
  role: Role,
  email: z.string(),
  invitedBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
})
type Stored = z.infer<typeof Stored>

const invitations = new ConfigEntries('invitation', Stored)
const lifetimeMs = 7 * 86_400_000

type NewInvitation = { project: string; role: Role; email: string; invitedBy: string; actor: string; now: Date }

/** The token leaves here once; whoever has it may join the project until it is used, withdrawn or a week old. */
export async function createInvitation(
  db: Database,
  { project, role, email, invitedBy, actor, now }: NewInvitation,
): Promise<{ invitation: Invitation; token: string }> {
  const token = newToken()
  const expiresAt = new Date(now.getTime() + lifetimeMs).toISOString()
  const body: Stored = { role, email, invitedBy, createdAt: now.toISOString(), expiresAt }
  const write = { project, id: tokenHash(token), expectedVersion: 0, actor, reason: 'invited', now }
  return { invitation: asInvitation(await invitations.write(db, { ...write, body })), token }
}

/** Those that can still be used, the newest first. */
export async function listInvitations(db: Database, project: string, now: Date): Promise<Invitation[]> {
  const entries = await invitations.list(db, project)
  const open = entries.map(asInvitation).filter(({ expiresAt }) => Date.parse(expiresAt) > now.getTime())
  return open.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
}

/** Throws `not_found` or `gone`. */
export async function readInvitation(db: Database, token: string, now: Date): Promise<Invitation> {
  return asInvitation(await requireInvitation(db, token, now))
}

/** Takes the invitation: of two who use it at once, one gets it. */
export async function useInvitation(db: Database, token: string, now: Date): Promise<Invitation> {
  const entry = await requireInvitation(db, token, now)
  await end(db, entry, { actor: 'link', reason: 'invitation used', now })
  return asInvitation(entry)
}

export async function withdrawInvitation(
  db: Database,
  { project, invitationId, actor, now }: { project: string; invitationId: string; actor: string; now: Date },
): Promise<Invitation> {
  const entry = (await invitations.list(db, project)).find(({ id }) => handleOf(id) === invitationId)
  if (entry === undefined) throw new AppError('not_found', 'This invitation was used or withdrawn before.')
  await end(db, entry, { actor, reason: 'invitation withdrawn', now })
  return asInvitation(entry)
}

/** Whoever may no longer invite must not come back by a link of their own. */
export async function withdrawInvitationsOf(
  db: Database,
  { project, inviter, actor, now }: { project: string; inviter: string; actor: string; now: Date },
): Promise<void> {
  const own = (await invitations.list(db, project)).filter((entry) => entry.actor === inviter)
  for (const entry of own) {
    // One that is used in this moment lets in whoever used it, who is in the list of members then.
    await end(db, entry, { actor, reason: 'its sender may no longer invite', now }).catch(unlessGone)
  }
}

/** The token does not name its project: a link that is passed on says no more than it must. */
async function requireInvitation(db: Database, token: string, now: Date): Promise<ConfigEntry<Stored>> {
  const id = isToken(token) ? tokenHash(token) : null
  const entry = id === null ? undefined : (await invitations.list(db, '')).find((each) => each.id === id)
  if (entry === undefined) throw new AppError('not_found', `There is no such invitation, or it was used. ${another}`)
  if (Date.parse(entry.body.expiresAt) <= now.getTime()) {
    throw new AppError('gone', `This invitation has expired. ${another}`)
  }
  return entry
}

async function end(
  db: Database,
  { project, id, version, body }: ConfigEntry<Stored>,
  change: { actor: string; reason: string; now: Date },
): Promise<void> {
  try {
    await invitations.write(db, { project, id, expectedVersion: version, ...change, body, deleted: true })
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') {
      throw new AppError('gone', `This invitation was used or withdrawn just now. ${another}`, { cause: error })
    }
    throw error
  }
}

function unlessGone(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'gone') throw error
}

function asInvitation({ project, id, body }: ConfigEntry<Stored>): Invitation {
  return { ...body, project, invitationId: handleOf(id) }
}

/** Enough of the token's hash to tell invitations apart; the whole of it leaves this file never. */
function handleOf(id: string): string {
  return id.slice(0, 16)
}

const another = 'Ask an admin of the project for another.'
