import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { listShares } from '#lib/server/services/shares/list-shares.ts'

export const GET = withProject(endpoints.listShares, async ({ ctx, query }) => ({
  body: () => listShares({ ctx, input: query }),
}))
