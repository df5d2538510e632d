import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getRun } from '#lib/server/services/runs/get-run.ts'
import { getRunSpan } from '#lib/server/services/runs/get-run-span.ts'
import { versionOf } from '#lib/server/services/runs/version-of.ts'

export const GET = withProject(endpoints.getRunSpan, async ({ ctx, params }) => {
  const run = await getRun({ ctx, runId: params.runId })
  return { version: versionOf(run), body: () => getRunSpan({ ctx, run, spanId: params.spanId }) }
})
