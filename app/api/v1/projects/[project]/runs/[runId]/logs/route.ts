import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getRun } from '#lib/server/services/runs/get-run.ts'
import { listRunLogs } from '#lib/server/services/runs/list-run-logs.ts'
import { versionOf } from '#lib/server/services/runs/version-of.ts'

export const GET = withProject(endpoints.listRunLogs, async ({ ctx, params }) => {
  const run = await getRun({ ctx, runId: params.runId })
  return { version: versionOf(run), body: () => listRunLogs({ ctx, run }) }
})
