import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getUntaggedCosts } from '#lib/server/services/costs/get-untagged-costs.ts'

export const GET = withProject(endpoints.getUntaggedCosts, async ({ ctx, query }) => ({
  body: () => getUntaggedCosts({ ctx, input: query }),
}))
