import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { listHistory } from '#lib/server/services/history/list-history.ts'

export const GET = withProject(endpoints.listHistory, async ({ ctx, query }) => ({
  body: () => listHistory({ ctx, input: query }),
}))
