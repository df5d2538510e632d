import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getCosts } from '#lib/server/services/costs/get-costs.ts'

export const GET = withProject(endpoints.getCosts, async ({ ctx, query }) => ({
  body: () => getCosts({ ctx, input: query }),
}))
