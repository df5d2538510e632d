import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getPriceVersion } from '#lib/server/services/prices/list-price-versions.ts'

export const GET = withProject(endpoints.getPriceVersion, async ({ ctx, params }) => ({
  body: () => getPriceVersion({ ctx, version: Number(params.version) }),
}))
