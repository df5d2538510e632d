import { endpoints } from '#lib/server/endpoints.ts'
import { withCaller } from '#lib/server/route.ts'
import { lookAtInvitation } from '#lib/server/services/account/look-at-invitation.ts'

export const POST = withCaller(endpoints.lookAtInvitation, async ({ body, server: { access, projects } }) => {
  const ask = await lookAtInvitation(access, { token: body.token, projects: await projects.get(), now: new Date() })
  return { body: () => ask }
})
