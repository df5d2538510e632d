import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getCacheCosts } from '#lib/server/services/costs/get-cache-costs.ts'

export const GET = withProject(endpoints.getCacheCosts, async ({ ctx, query }) => ({
  body: () => getCacheCosts({ ctx, input: query }),
}))
