import { actorName } from '#lib/domain/access/actor.ts'
import { withdrawInvitation } from '#lib/server/access/invitations.ts'
import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'

export const DELETE = withProject(endpoints.withdrawInvitation, async ({ ctx, params: { invitationId } }) => {
  const { db, project, actor, nowMs } = ctx
  const withdrawal = { project, invitationId, actor: actorName(actor), now: new Date(nowMs) }
  return { body: () => withdrawInvitation(db, withdrawal) }
})
