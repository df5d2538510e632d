import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { listRunFacets } from '#lib/server/services/runs/list-run-facets.ts'

export const GET = withProject(endpoints.listRunFacets, async ({ ctx, query }) => ({
  body: () => listRunFacets({ ctx, input: query }),
}))
