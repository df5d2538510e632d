import { deviceOf } from '#lib/server/access/device-of.ts'
import { signInCookies } from '#lib/server/access/sign-in-cookies.ts'
import { endpoints } from '#lib/server/endpoints.ts'
import { withCaller } from '#lib/server/route.ts'
import { setUp } from '#lib/server/services/account/set-up.ts'

export const POST = withCaller(endpoints.setUp, async ({ body, server: { access, env }, request }) => {
  const started = await setUp(access, { input: body, device: deviceOf(request), now: new Date() })
  return { body: () => ({ done: true }), cookies: signInCookies(started, env) }
})
