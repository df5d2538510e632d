import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { explainRuns } from '#lib/server/services/costs/explain-runs.ts'

export const GET = withProject(endpoints.explainRuns, async ({ ctx, query }) => ({
  body: () => explainRuns({ ctx, input: query }),
}))
