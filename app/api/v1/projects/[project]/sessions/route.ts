import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { listSessions } from '#lib/server/services/sessions/list-sessions.ts'

export const GET = withProject(endpoints.listSessions, async ({ ctx, query }) => ({
  body: () => listSessions({ ctx, input: query }),
}))
