import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getAttribution } from '#lib/server/services/attribution/get-attribution.ts'
import { saveAttribution } from '#lib/server/services/attribution/save-attribution.ts'

export const GET = withProject(endpoints.getAttribution, async ({ ctx }) => ({ body: () => getAttribution({ ctx }) }))

export const PUT = withProject(endpoints.saveAttribution, async ({ ctx, body }) => ({
  body: () => saveAttribution({ ctx, input: body }),
}))
