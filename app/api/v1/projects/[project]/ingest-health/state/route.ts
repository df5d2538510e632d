import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getIngestState } from '#lib/server/services/ingest/get-ingest-state.ts'

export const GET = withProject(endpoints.getIngestState, async ({ ctx }) => ({ body: () => getIngestState(ctx) }))
