import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getClosedStatement } from '#lib/server/services/chargeback/get-closed-statement.ts'

export const GET = withProject(endpoints.getClosedStatement, async ({ ctx, params, query }) => ({
  body: () => getClosedStatement({ ctx, statementId: params.statementId, input: query }),
}))
