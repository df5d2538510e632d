import { deviceOf } from '#lib/server/access/device-of.ts'
import { signInCookies } from '#lib/server/access/sign-in-cookies.ts'
import { endpoints } from '#lib/server/endpoints.ts'
import { withCaller } from '#lib/server/route.ts'
import { acceptAsMember, acceptAsNew } from '#lib/server/services/account/accept-invitation.ts'

export const POST = withCaller(endpoints.acceptInvitation, async ({ body, caller, server, request }) => {
  const { access, env } = server
  const { token, account } = body
  const now = new Date()
  if (account === null) {
    const { project } = await acceptAsMember(access, { token, now, actor: caller.actor })
    return { body: () => ({ project }) }
  }
  const { invitation, ...started } = await acceptAsNew(access, {
    token,
    now,
    input: account,
    device: deviceOf(request),
  })
  return { body: () => ({ project: invitation.project }), cookies: signInCookies(started, env) }
})
