import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { getBudgetHistory } from '#lib/server/services/budgets/get-budget-history.ts'

export const GET = withProject(endpoints.getBudgetHistory, async ({ ctx, params }) => ({
  body: () => getBudgetHistory({ ctx, budgetId: params.budgetId }),
}))
