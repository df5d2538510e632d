import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { listRunValues } from '#lib/server/services/runs/list-run-values.ts'

export const GET = withProject(endpoints.listRunValues, async ({ ctx, query }) => ({
  body: () => listRunValues({ ctx, input: query }),
}))
