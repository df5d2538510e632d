import type { Database } from '#clickhouse/client.ts'
import { actorName, type Actor } from '#lib/domain/access/actor.ts'
import type { Member } from '#lib/domain/access/account.ts'
import type { Role } from '#lib/domain/access/role.ts'
import { AppError } from '#lib/domain/errors.ts'
import { withdrawInvitationsOf } from '#lib/server/access/invitations.ts'
import { decideMembership } from '#lib/server/access/member-decisions.ts'
import { listMembers } from './list-members.ts'
import { requireChangeable } from './require-changeable.ts'

type DecideMember = {
  db: Database
  project: string
  actor: Actor
  now: Date
  userId: string
  /** Null where the member goes. */
  role: Role | null
  expectedVersion: number
}

/** Changes or ends a membership; whoever may invite no longer, their open invitations go too. */
export async function decideMember({ db, project, actor, now, ...change }: DecideMember): Promise<Member> {
  const { userId, role, expectedVersion } = change
  const write = { actor: actorName(actor), reason: role === null ? 'removed' : 'role changed' }
  const check = async (): Promise<Member> => {
    const { items } = await listMembers({ ctx: { db, project } })
    requireStillAdmin(items, actor)
    return requireChangeable(items, change)
  }
  const decision = { userId, role, expectedVersion, at: now.toISOString(), ...write }
  const { checked, version } = await decideMembership(db, { project, decision, check })
  if (role !== 'admin') await withdrawInvitationsOf(db, { project, inviter: `user:${userId}`, now, ...write })
  return { ...checked, role: role ?? checked.role, version }
}

/** Another admin may have taken the role away since the request was let in. */
function requireStillAdmin(members: readonly Member[], actor: Actor): void {
  if (actor.kind !== 'user' || members.some(({ userId, role }) => userId === actor.userId && role === 'admin')) return
  throw new AppError('forbidden', 'You are no longer an admin of this project.')
}
