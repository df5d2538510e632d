import { openProjects } from '#lib/server/context-of.ts'
import { endpoints } from '#lib/server/endpoints.ts'
import { withCaller } from '#lib/server/route.ts'

export const GET = withCaller(endpoints.listProjects, async ({ server, caller }) => {
  const items = await openProjects(server, caller.actor)
  return { body: () => ({ items }) }
})
