import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { derivationOf } from '#lib/server/services/derivation/derivation-of.ts'
import { cancelDerivation, orderDerivation } from '#lib/server/services/derivation/order-derivation.ts'

const kind = 'repricing'

export const GET = withProject(endpoints.getRepricing, async ({ ctx }) => ({
  body: async () => ({ repricing: await derivationOf(ctx, kind) }),
}))

export const POST = withProject(endpoints.orderRepricing, async ({ ctx, body }) => ({
  body: () => orderDerivation({ ctx, kind, input: body }),
}))

export const DELETE = withProject(endpoints.cancelRepricing, async ({ ctx }) => ({
  body: () => cancelDerivation({ ctx, kind }),
}))
