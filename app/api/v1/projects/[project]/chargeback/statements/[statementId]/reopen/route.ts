import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { reopenStatement } from '#lib/server/services/chargeback/reopen-statement.ts'

export const POST = withProject(endpoints.reopenStatement, async ({ ctx, params, body }) => ({
  body: () => reopenStatement({ ctx, statementId: params.statementId, input: body }),
}))
