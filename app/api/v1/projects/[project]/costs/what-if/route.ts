import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getWhatIf } from '#lib/server/services/costs/get-what-if.ts'

export const GET = withProject(endpoints.getWhatIf, async ({ ctx, query }) => ({
  body: () => getWhatIf({ ctx, input: query }),
}))
