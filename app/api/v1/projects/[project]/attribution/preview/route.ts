import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { previewAttribution } from '#lib/server/services/attribution/preview-attribution.ts'

export const POST = withProject(endpoints.previewAttribution, async ({ ctx, body }) => ({
  body: () => previewAttribution({ ctx, input: body }),
}))
