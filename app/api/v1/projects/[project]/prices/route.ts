import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getPricePage } from '#lib/server/services/prices/get-price-page.ts'
import { savePrices } from '#lib/server/services/prices/save-prices.ts'

export const GET = withProject(endpoints.getPrices, async ({ ctx }) => ({ body: () => getPricePage({ ctx }) }))

export const PUT = withProject(endpoints.savePrices, async ({ ctx, body }) => ({
  body: () => savePrices({ ctx, input: body }),
}))
