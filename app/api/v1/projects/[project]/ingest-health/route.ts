import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getIngestHealth, seesUnowned } from '#lib/server/services/ingest/get-ingest-health.ts'

export const GET = withProject(endpoints.getIngestHealth, async ({ ctx, query, server }) => {
  const withUnowned = seesUnowned(ctx.actor, await server.projects.get())
  return { body: () => getIngestHealth({ ctx, input: query, withUnowned }) }
})
