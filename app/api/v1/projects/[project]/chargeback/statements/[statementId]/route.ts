import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { exportClosedStatement } from '#lib/server/services/chargeback/get-closed-statement.ts'

export const GET = withProject(endpoints.exportStatement, ({ ctx, params, query }) =>
  exportClosedStatement({ ctx, statementId: params.statementId, input: query }),
)
