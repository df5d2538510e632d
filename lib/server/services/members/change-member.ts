import type { Member } from '#lib/domain/access/account.ts'
import type { MemberChange } from '#lib/domain/access/member-input.ts'
import type { Access } from '#lib/server/access/access.ts'
import type { ServiceContext } from '../context.ts'
import { decideMember } from './decide-member.ts'

type ChangeMember = { ctx: ServiceContext; access: Access; userId: string; input: MemberChange }

/** Another role; it counts here at once, in every other process within five seconds. */
export async function changeMember({ ctx, access, userId, input }: ChangeMember): Promise<Member> {
  const { db, project, actor, nowMs } = ctx
  const member = await decideMember({ db, project, actor, now: new Date(nowMs), userId, ...input })
  await access.directory.refresh()
  return member
}
