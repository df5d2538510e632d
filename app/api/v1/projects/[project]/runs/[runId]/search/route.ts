import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getRun } from '#lib/server/services/runs/get-run.ts'
import { searchRun } from '#lib/server/services/runs/search-run.ts'
import { versionOf } from '#lib/server/services/runs/version-of.ts'

export const GET = withProject(endpoints.searchRun, async ({ ctx, params, query }) => {
  const run = await getRun({ ctx, runId: params.runId })
  return { version: versionOf(run), body: () => searchRun({ ctx, run, input: query }) }
})
