import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getRunMetrics } from '#lib/server/services/runs/get-run-metrics.ts'

export const GET = withProject(endpoints.getRunMetrics, async ({ ctx, query }) => ({
  body: () => getRunMetrics({ ctx, input: query }),
}))
