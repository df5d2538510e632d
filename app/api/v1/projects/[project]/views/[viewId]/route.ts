import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { deleteView } from '#lib/server/services/views/delete-view.ts'
import { updateView } from '#lib/server/services/views/update-view.ts'

export const PUT = withProject(endpoints.updateView, async ({ ctx, params, body }) => ({
  body: () => updateView({ ctx, viewId: params.viewId, input: body }),
}))

export const DELETE = withProject(endpoints.deleteView, async ({ ctx, params, body }) => ({
  body: () => deleteView({ ctx, viewId: params.viewId, input: body }),
}))
