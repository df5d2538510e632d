import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { createBudget } from '#lib/server/services/budgets/change-budget.ts'
import { listBudgets } from '#lib/server/services/budgets/list-budgets.ts'

export const GET = withProject(endpoints.listBudgets, async ({ ctx }) => ({ body: () => listBudgets({ ctx }) }))

export const POST = withProject(endpoints.createBudget, async ({ ctx, body }) => ({
  body: () => createBudget({ ctx, input: body }),
}))
