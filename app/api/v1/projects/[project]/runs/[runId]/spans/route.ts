import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getRun } from '#lib/server/services/runs/get-run.ts'
import { listRunSpanColumns, listRunSpans } from '#lib/server/services/runs/list-run-spans.ts'
import { versionOf } from '#lib/server/services/runs/version-of.ts'

export const GET = withProject(endpoints.listRunSpans, async ({ ctx, params, query }) => {
  const run = await getRun({ ctx, runId: params.runId })
  const list = query.shape === 'columns' ? listRunSpanColumns : listRunSpans
  return { version: `${versionOf(run)}.${query.shape}`, body: () => list({ ctx, run }), isCostly: true }
})
