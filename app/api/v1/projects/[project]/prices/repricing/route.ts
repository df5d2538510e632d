import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { cancelRepricing, orderRepricing } from '#lib/server/services/prices/order-repricing.ts'
import { repricingOf } from '#lib/server/services/prices/repricing-of.ts'

export const GET = withProject(endpoints.getRepricing, async ({ ctx }) => ({
  body: async () => ({ repricing: await repricingOf(ctx) }),
}))

export const POST = withProject(endpoints.orderRepricing, async ({ ctx, body }) => ({
  body: () => orderRepricing({ ctx, input: body }),
}))

export const DELETE = withProject(endpoints.cancelRepricing, async ({ ctx }) => ({
  body: () => cancelRepricing({ ctx }),
}))
