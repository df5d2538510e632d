import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { bookAdjustments } from '#lib/server/services/chargeback/book-adjustments.ts'
import { getAdjustments } from '#lib/server/services/chargeback/get-adjustments.ts'

export const GET = withProject(endpoints.getAdjustments, async ({ ctx, params, query }) => ({
  body: () => getAdjustments({ ctx, statementId: params.statementId, input: query }),
}))

export const POST = withProject(endpoints.bookAdjustments, async ({ ctx, params, body }) => ({
  body: () => bookAdjustments({ ctx, statementId: params.statementId, input: body }),
}))
