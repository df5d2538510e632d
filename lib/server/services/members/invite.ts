import { actorName, type Actor } from '#lib/domain/access/actor.ts'
import type { InvitationInput, NewInvitation } from '#lib/domain/access/member-input.ts'
import { AppError } from '#lib/domain/errors.ts'
import { createInvitation, listInvitations } from '#lib/server/access/invitations.ts'
import type { ServiceContext } from '../context.ts'
import { listMembers } from './list-members.ts'

/** More open links at once than anybody can watch over. */
const maxOpen = 200

/** A link by which somebody joins the project. The token leaves here once. */
export async function invite({ ctx, input }: { ctx: ServiceContext; input: InvitationInput }): Promise<NewInvitation> {
  const { db, project, actor, nowMs } = ctx
  const now = new Date(nowMs)
  const [{ items: members }, open] = await Promise.all([listMembers({ ctx }), listInvitations(db, project, now)])
  if (input.email !== '' && members.some(({ email }) => email === input.email)) {
    throw new AppError('conflict', `${input.email} is a member already: change the role in the list.`)
  }
  if (open.length >= maxOpen) {
    throw new AppError('conflict', `A project has ${maxOpen} open invitations at most: withdraw some.`)
  }
  return createInvitation(db, { ...input, project, invitedBy: nameOf(actor), actor: actorName(actor), now })
}

/** As whoever is invited reads it. */
function nameOf(actor: Actor): string {
  return actor.kind === 'user' ? actor.name || actor.email : ''
}
