import 'server-only'
import { budgetQueries } from '#lib/api/budgets.ts'
import { briefContextOf, headStart, requestClient } from './prefetch.ts'
import { getBudget } from './services/budgets/get-budget.ts'
import { listBudgets } from './services/budgets/list-budgets.ts'

export async function prefetchBudgets(project: string): Promise<void> {
  const ctx = await briefContextOf(project)
  const queryFn = () => listBudgets({ ctx })
  await headStart(requestClient().query({ ...budgetQueries.list(project), queryFn }))
}

/** A budget that is not there is a 404. */
export async function prefetchBudget(project: string, budgetId: string): Promise<void> {
  const ctx = await briefContextOf(project)
  const queryFn = () => getBudget({ ctx, budgetId })
  await headStart(requestClient().query({ ...budgetQueries.one(project, budgetId), queryFn }))
}
