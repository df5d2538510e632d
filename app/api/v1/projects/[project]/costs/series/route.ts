import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getCostSeries } from '#lib/server/services/costs/get-cost-series.ts'

export const GET = withProject(endpoints.getCostSeries, async ({ ctx, query }) => ({
  body: () => getCostSeries({ ctx, input: query }),
}))
