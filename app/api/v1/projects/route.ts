import { visibleProjects } from '#lib/server/authorise.ts'
import { endpoints } from '#lib/server/endpoints.ts'
import { withCaller } from '#lib/server/route.ts'

export const GET = withCaller(endpoints.listProjects, async ({ server, key }) => {
  const items = await visibleProjects(server, key)
  return { body: () => ({ items }) }
})
