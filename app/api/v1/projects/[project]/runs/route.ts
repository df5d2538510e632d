import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { listRuns } from '#lib/server/services/runs/list-runs.ts'

export const GET = withProject(endpoints.listRuns, async ({ ctx, query }) => ({
  body: () => listRuns({ ctx, input: query }),
}))
