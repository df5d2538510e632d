import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { derivationOf } from '#lib/server/services/derivation/derivation-of.ts'
import { cancelDerivation, orderDerivation } from '#lib/server/services/derivation/order-derivation.ts'

const kind = 'reattribution'

export const GET = withProject(endpoints.getReattribution, async ({ ctx }) => ({
  body: async () => ({ reattribution: await derivationOf(ctx, kind) }),
}))

export const POST = withProject(endpoints.orderReattribution, async ({ ctx, body }) => ({
  body: () => orderDerivation({ ctx, kind, input: body }),
}))

export const DELETE = withProject(endpoints.cancelReattribution, async ({ ctx }) => ({
  body: () => cancelDerivation({ ctx, kind }),
}))
