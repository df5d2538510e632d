import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getRun } from '#lib/server/services/runs/get-run.ts'
import { getSpanCost } from '#lib/server/services/runs/get-span-cost.ts'
import { versionOf } from '#lib/server/services/runs/version-of.ts'

export const GET = withProject(endpoints.getSpanCost, async ({ ctx, params }) => {
  const run = await getRun({ ctx, runId: params.runId })
  return { version: versionOf(run), body: () => getSpanCost({ ctx, run, spanId: params.spanId }) }
})
