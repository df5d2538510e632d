import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getRunNeighbours } from '#lib/server/services/runs/get-run-neighbours.ts'

export const GET = withProject(endpoints.getRunNeighbours, async ({ ctx, params, query }) => ({
  body: () => getRunNeighbours({ ctx, runId: params.runId, input: query }),
}))
