import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { saveChargeback } from '#lib/server/services/chargeback/save-chargeback.ts'
import { savedChargeback } from '#lib/server/services/chargeback/saved-chargeback.ts'

export const GET = withProject(endpoints.getChargeback, async ({ ctx }) => ({ body: () => savedChargeback(ctx) }))

export const PUT = withProject(endpoints.saveChargeback, async ({ ctx, body }) => ({
  body: () => saveChargeback({ ctx, input: body }),
}))
