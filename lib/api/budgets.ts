import { keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query'
import {
  Budget,
  BudgetDetail,
  BudgetHistory,
  BudgetList,
  BudgetPreview,
  type BudgetChange,
  type BudgetInput,
} from '#lib/domain/budget.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson, sendJson } from './http.ts'

/** Spending goes on while one looks, milliseconds. */
const refreshMs = 30_000

export const budgetQueries = {
  all: (project: string) => ['budgets', project] as const,

  list: (project: string) =>
    queryOptions({
      queryKey: [...budgetQueries.all(project), 'list'],
      queryFn: ({ signal }) => getJson(apiPaths.budgets(project), BudgetList, signal),
      refetchInterval: refreshMs,
    }),

  one: (project: string, budgetId: string) =>
    queryOptions({
      queryKey: [...budgetQueries.all(project), 'one', budgetId],
      queryFn: ({ signal }) => getJson(apiPaths.budget(project, budgetId), BudgetDetail, signal),
      refetchInterval: refreshMs,
    }),

  history: (project: string, budgetId: string) =>
    queryOptions({
      queryKey: [...budgetQueries.all(project), 'history', budgetId],
      queryFn: ({ signal }) => getJson(apiPaths.budgetHistory(project, budgetId), BudgetHistory, signal),
    }),

  preview: (project: string, budget: BudgetInput) =>
    queryOptions({
      queryKey: [...budgetQueries.all(project), 'preview', budget],
      queryFn: () => sendJson({ method: 'POST', url: apiPaths.budgetPreview(project), body: budget }, BudgetPreview),
      retry: false,
      placeholderData: keepPreviousData,
    }),
}

type BudgetTask =
  | { type: 'create'; input: BudgetInput }
  | { type: 'update'; budgetId: string; input: BudgetChange }
  | { type: 'delete'; budgetId: string; input: { expectedVersion: number } }

/** Every change of a budget; what is shown of budgets is asked for again after it, also when it was refused. */
export const budgetChange = (project: string) =>
  mutationOptions({
    mutationFn: (task: BudgetTask) => sendJson(requestOf(project, task), Budget),
    onSettled: (_budget, _error, task, _before, { client }) =>
      client.invalidateQueries({
        queryKey: budgetQueries.all(project),
        // Of one that is gone nothing can be asked any more.
        predicate: ({ queryKey }) => task.type !== 'delete' || queryKey[3] !== task.budgetId,
      }),
  })

function requestOf(project: string, task: BudgetTask) {
  const { input: body } = task
  switch (task.type) {
    case 'create':
      return { method: 'POST', url: apiPaths.budgets(project), body } as const
    case 'update':
      return { method: 'PUT', url: apiPaths.budget(project, task.budgetId), body } as const
    case 'delete':
      return { method: 'DELETE', url: apiPaths.budget(project, task.budgetId), body } as const
  }
}
