import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { listTurns } from '#lib/server/services/sessions/list-turns.ts'

export const GET = withProject(endpoints.listTurns, async ({ ctx, params, query }) => ({
  body: () => listTurns({ ctx, session: params.session, input: query }),
}))
