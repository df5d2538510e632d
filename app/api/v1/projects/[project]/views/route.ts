import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { createView } from '#lib/server/services/views/create-view.ts'
import { listViews } from '#lib/server/services/views/list-views.ts'

export const GET = withProject(endpoints.listViews, async ({ ctx }) => ({ body: () => listViews({ ctx }) }))

export const POST = withProject(endpoints.createView, async ({ ctx, body }) => ({
  body: () => createView({ ctx, input: body }),
}))
