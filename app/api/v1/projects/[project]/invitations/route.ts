import { listInvitations } from '#lib/server/access/invitations.ts'
import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { invite } from '#lib/server/services/members/invite.ts'

export const GET = withProject(endpoints.listInvitations, async ({ ctx: { db, project, nowMs } }) => ({
  body: async () => ({ items: await listInvitations(db, project, new Date(nowMs)) }),
}))

export const POST = withProject(endpoints.createInvitation, async ({ ctx, body }) => ({
  body: () => invite({ ctx, input: body }),
}))
