import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { previewBudget } from '#lib/server/services/budgets/preview-budget.ts'

export const POST = withProject(endpoints.previewBudget, async ({ ctx, body }) => ({
  body: () => previewBudget({ ctx, input: body }),
}))
