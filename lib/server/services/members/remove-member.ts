import { actorName } from '#lib/domain/access/actor.ts'
import type { Member } from '#lib/domain/access/account.ts'
import type { MemberRemoval } from '#lib/domain/access/member-input.ts'
import { withdrawInvitationsOf } from '#lib/server/access/invitations.ts'
import type { Access } from '#lib/server/access/access.ts'
import { removeMember as takeOut } from '#lib/server/access/members.ts'
import type { ServiceContext } from '../context.ts'
import { listMembers } from './list-members.ts'
import { requireChangeable } from './require-changeable.ts'

type RemoveMember = { ctx: ServiceContext; access: Access; userId: string; input: MemberRemoval }

/** Takes somebody's access to the project away: here at once, in every other process within five seconds. */
export async function removeMember({ ctx, access, userId, input }: RemoveMember): Promise<Member> {
  const { items } = await listMembers({ ctx })
  const member = requireChangeable(items, { userId, role: null })
  const { db, project, actor, nowMs } = ctx
  const write = { project, userId, actor: actorName(actor), reason: 'removed', now: new Date(nowMs) }
  const { version } = await takeOut(db, { ...write, ...input })
  await withdrawInvitationsOf(db, { ...write, inviter: `user:${userId}` })
  await access.directory.refresh()
  return { ...member, version }
}
