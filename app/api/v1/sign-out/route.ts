import { signOutCookies } from '#lib/server/access/sign-in-cookies.ts'
import { endpoints } from '#lib/server/endpoints.ts'
import { withCaller } from '#lib/server/route.ts'

export const POST = withCaller(endpoints.signOut, async ({ caller: { signIn }, server: { access, env } }) => {
  if (signIn !== null) await access.signIns.end(signIn.userId, signIn.signInId)
  return { body: () => ({ done: true }), cookies: signOutCookies(env) }
})
