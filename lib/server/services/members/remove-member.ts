import type { Member } from '#lib/domain/access/account.ts'
import type { MemberRemoval } from '#lib/domain/access/member-input.ts'
import type { Access } from '#lib/server/access/access.ts'
import type { ServiceContext } from '../context.ts'
import { decideMember } from './decide-member.ts'

type RemoveMember = { ctx: ServiceContext; access: Access; userId: string; input: MemberRemoval }

/** Takes somebody's access to the project away: here at once, in every other process within five seconds. */
export async function removeMember({ ctx, access, userId, input }: RemoveMember): Promise<Member> {
  const { db, project, actor, nowMs } = ctx
  const member = await decideMember({ db, project, actor, now: new Date(nowMs), userId, role: null, ...input })
  await access.directory.refresh()
  return member
}
