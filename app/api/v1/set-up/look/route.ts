import { endpoints } from '#lib/server/endpoints.ts'
import { withCaller } from '#lib/server/route.ts'
import { readSetUp } from '#lib/server/services/account/set-up.ts'

export const POST = withCaller(endpoints.lookAtSetUp, async ({ body, server: { access } }) => {
  const ask = await readSetUp(access, body.token, new Date())
  return { body: () => ask }
})
