import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { deleteBudget, updateBudget } from '#lib/server/services/budgets/change-budget.ts'
import { getBudget } from '#lib/server/services/budgets/get-budget.ts'

export const GET = withProject(endpoints.getBudget, async ({ ctx, params }) => ({
  body: () => getBudget({ ctx, budgetId: params.budgetId }),
}))

export const PUT = withProject(endpoints.updateBudget, async ({ ctx, params, body }) => ({
  body: () => updateBudget({ ctx, budgetId: params.budgetId, input: body }),
}))

export const DELETE = withProject(endpoints.deleteBudget, async ({ ctx, params, body }) => ({
  body: () => deleteBudget({ ctx, budgetId: params.budgetId, input: body }),
}))
