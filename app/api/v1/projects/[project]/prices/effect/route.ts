import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getPriceEffect } from '#lib/server/services/prices/get-price-effect.ts'

export const POST = withProject(endpoints.getPriceEffect, async ({ ctx, body }) => ({
  body: () => getPriceEffect({ ctx, table: body.table }),
}))
