import type { RunGroup } from '#clickhouse/queries/budgets/scoped-days.ts'
import type { BudgetDimension, BudgetScope } from '#lib/domain/budget.ts'

/** The runs of a scope, as queries name them. */
export function groupOf(scope: BudgetScope): RunGroup {
  const value = (of: BudgetDimension) => scope.find(({ dimension }) => dimension === of)?.value ?? ''
  return { tenant: value('tenant'), feature: value('feature'), taskType: value('taskType') }
}
