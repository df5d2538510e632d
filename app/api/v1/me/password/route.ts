import { cookieOf, deviceCookie } from '#lib/server/access/cookies.ts'
import { deviceOf } from '#lib/server/access/device-of.ts'
import { signInCookies } from '#lib/server/access/sign-in-cookies.ts'
import { endpoints } from '#lib/server/endpoints.ts'
import { withCaller } from '#lib/server/route.ts'
import { changePassword } from '#lib/server/services/account/profile.ts'

export const PUT = withCaller(endpoints.changePassword, async ({ caller: { actor }, body, server, request }) => {
  const { access, env } = server
  const deviceMark = cookieOf(request.headers.get('cookie'), deviceCookie(env))
  const change = { actor, now: new Date(), input: body, device: deviceOf(request), deviceMark }
  const started = await changePassword(access, change)
  return { body: () => ({ done: true }), cookies: signInCookies(started, env) }
})
