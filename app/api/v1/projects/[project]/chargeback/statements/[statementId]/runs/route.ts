import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { exportBilledRuns } from '#lib/server/services/chargeback/export-billed-runs.ts'
import { listBilledRuns } from '#lib/server/services/chargeback/list-billed-runs.ts'

export const GET = withProject(endpoints.listBilledRuns, async ({ ctx, params, query: { format, ...input } }) => {
  const call = { ctx, statementId: params.statementId, input }
  return format === 'csv' ? exportBilledRuns(call) : { body: () => listBilledRuns(call) }
})
