import { actorName } from '#lib/domain/access/actor.ts'
import type { Member } from '#lib/domain/access/account.ts'
import type { MemberChange } from '#lib/domain/access/member-input.ts'
import { withdrawInvitationsOf } from '#lib/server/access/invitations.ts'
import type { Access } from '#lib/server/access/access.ts'
import { changeRole } from '#lib/server/access/members.ts'
import type { ServiceContext } from '../context.ts'
import { listMembers } from './list-members.ts'
import { requireChangeable } from './require-changeable.ts'

type ChangeMember = { ctx: ServiceContext; access: Access; userId: string; input: MemberChange }

/** Another role; it counts here at once, in every other process within five seconds. */
export async function changeMember({ ctx, access, userId, input }: ChangeMember): Promise<Member> {
  const { items } = await listMembers({ ctx })
  const member = requireChangeable(items, { userId, role: input.role })
  const { db, project, actor, nowMs } = ctx
  const write = { project, userId, actor: actorName(actor), reason: 'role changed', now: new Date(nowMs) }
  const { version } = await changeRole(db, { ...write, ...input })
  if (input.role !== 'admin') await withdrawInvitationsOf(db, { ...write, inviter: `user:${userId}` })
  await access.directory.refresh()
  return { ...member, role: input.role, version }
}
