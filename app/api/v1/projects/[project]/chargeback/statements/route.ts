import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { closeStatement } from '#lib/server/services/chargeback/close-statement.ts'
import { listClosedStatements } from '#lib/server/services/chargeback/get-closed-statement.ts'

export const GET = withProject(endpoints.listStatements, async ({ ctx }) => ({
  body: () => listClosedStatements({ ctx }),
}))

export const POST = withProject(endpoints.closeStatement, async ({ ctx, body }) => ({
  body: () => closeStatement({ ctx, input: body }),
}))
