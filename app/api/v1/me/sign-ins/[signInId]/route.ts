import { endpoints } from '#lib/server/endpoints.ts'
import { withCaller } from '#lib/server/route.ts'
import { endDevice } from '#lib/server/services/account/profile.ts'

export const DELETE = withCaller(endpoints.endSignIn, async ({ caller: { actor }, params, server: { access } }) => {
  await endDevice(access, { actor, signInId: params.signInId })
  return { body: () => ({ done: true }) }
})
