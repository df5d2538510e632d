import { endpoints } from '#lib/server/endpoints.ts'
import { withCaller } from '#lib/server/route.ts'
import { changeName, me } from '#lib/server/services/account/profile.ts'

export const GET = withCaller(endpoints.getMe, async ({ caller, server }) => {
  const answer = me(caller.actor, await server.projects.get())
  return { body: () => answer }
})

export const PUT = withCaller(endpoints.changeName, async ({ caller: { actor }, body, server: { access } }) => {
  const person = await changeName(access, { actor, now: new Date(), name: body.name })
  return { body: () => person }
})
