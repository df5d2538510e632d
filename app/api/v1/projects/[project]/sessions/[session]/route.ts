import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getSession } from '#lib/server/services/sessions/get-session.ts'

export const GET = withProject(endpoints.getSession, async ({ ctx, params, query }) => ({
  body: () => getSession({ ctx, session: params.session, limit: query.limit }),
}))
