import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { listPriceVersions } from '#lib/server/services/prices/list-price-versions.ts'

export const GET = withProject(endpoints.listPriceVersions, async ({ ctx }) => ({
  body: () => listPriceVersions({ ctx }),
}))
