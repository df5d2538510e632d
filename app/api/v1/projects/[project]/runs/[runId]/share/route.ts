import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getRun } from '#lib/server/services/runs/get-run.ts'
import { createShare } from '#lib/server/services/shares/create-share.ts'

export const POST = withProject(endpoints.createShare, async ({ ctx, params, body }) => {
  const run = await getRun({ ctx, runId: params.runId })
  return { body: () => createShare({ ctx, run, input: body }) }
})
