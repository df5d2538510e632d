import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { exportRun } from '#lib/server/services/exports/export-run.ts'
import { getRun } from '#lib/server/services/runs/get-run.ts'

export const GET = withProject(endpoints.exportRun, async ({ ctx, params, query }) => {
  const run = await getRun({ ctx, runId: params.runId })
  return exportRun({ ctx, run, input: query })
})
