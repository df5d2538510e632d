import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { renameProject } from '#lib/server/services/projects/rename-project.ts'

export const PUT = withProject(endpoints.renameProject, async ({ ctx, server: { projects }, body }) => ({
  body: () => renameProject({ ctx, projects, input: body }),
}))
