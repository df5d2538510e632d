import { openProjects } from '#lib/server/context-of.ts'
import { endpoints } from '#lib/server/endpoints.ts'
import { withCaller } from '#lib/server/route.ts'
import { createProject } from '#lib/server/services/projects/create-project.ts'

export const GET = withCaller(endpoints.listProjects, async ({ server, caller }) => {
  const items = await openProjects(server, caller.actor)
  return { body: () => ({ items }) }
})

export const POST = withCaller(endpoints.createProject, async ({ server, caller: { actor }, body }) => ({
  body: () => createProject({ server, actor, input: body, now: new Date() }),
}))
