import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { exportStatement } from '#lib/server/services/chargeback/export-statement.ts'
import { getStatement } from '#lib/server/services/chargeback/get-statement.ts'

export const GET = withProject(endpoints.getStatement, async ({ ctx, query: { format, ...input } }) =>
  format === 'csv' ? exportStatement({ ctx, input }) : { body: () => getStatement({ ctx, input }) },
)
