import { cookieOf, deviceCookie } from '#lib/server/access/cookies.ts'
import { deviceOf } from '#lib/server/access/device-of.ts'
import { signInCookies } from '#lib/server/access/sign-in-cookies.ts'
import { endpoints } from '#lib/server/endpoints.ts'
import { withCaller } from '#lib/server/route.ts'
import { signIn } from '#lib/server/services/account/sign-in.ts'

export const POST = withCaller(endpoints.signIn, async ({ body, server: { access, env }, request }) => {
  const deviceMark = cookieOf(request.headers.get('cookie'), deviceCookie(env))
  const started = await signIn(access, { input: body, device: deviceOf(request), deviceMark })
  return { body: () => ({ done: true }), cookies: signInCookies(started, env) }
})
