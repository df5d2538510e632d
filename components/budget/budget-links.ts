import type { BudgetScope } from '#lib/domain/budget.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import { narrowedToGroup } from '#lib/domain/query/cost-link.ts'
import { paths } from '#lib/paths.ts'

type Span = { from: string; to: string }

/** Exactly the runs that count for a budget in a span of time. */
export function budgetFilter(scope: BudgetScope, { from, to }: Span): RunFilter {
  return narrowedToGroup(
    { from, to },
    scope.map(({ dimension }) => dimension),
    scope.map(({ value }) => value),
  )
}

export function budgetRuns(project: string, scope: BudgetScope, span: Span): string {
  return paths.runs(project, { ...budgetFilter(scope, span), sort: 'costUsd' })
}

export function budgetCosts(project: string, scope: BudgetScope, span: Span): string {
  const isOfTenant = scope.some(({ dimension }) => dimension === 'tenant')
  return paths.costs(project, { ...budgetFilter(scope, span), ...(isOfTenant ? { by: 'feature' } : {}) })
}
