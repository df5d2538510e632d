import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getBudgetState } from '#lib/server/services/budgets/get-budget.ts'

export const GET = withProject(endpoints.getBudgetState, async ({ ctx, params }) => ({
  body: () => getBudgetState({ ctx, budgetId: params.budgetId }),
}))
