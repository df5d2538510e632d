import { signOutCookies } from '#lib/server/access/sign-in-cookies.ts'
import { endpoints } from '#lib/server/endpoints.ts'
import { withCaller } from '#lib/server/route.ts'
import { listDevices, signOutEverywhere } from '#lib/server/services/account/profile.ts'

export const GET = withCaller(endpoints.listSignIns, async ({ caller: { actor, signIn }, server: { access } }) => {
  const items = await listDevices(access, { actor, current: signIn?.signInId ?? null })
  return { body: () => ({ items }) }
})

export const DELETE = withCaller(endpoints.endSignIns, async ({ caller: { actor }, server: { access, env } }) => {
  await signOutEverywhere(access, { actor, now: new Date() })
  return { body: () => ({ done: true }), cookies: signOutCookies(env) }
})
