import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getStatus } from '#lib/server/services/projects/get-status.ts'

export const GET = withProject(endpoints.getStatus, async ({ ctx, server }) => ({
  body: () => getStatus({ ctx, env: server.env }),
}))
