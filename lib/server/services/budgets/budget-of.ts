import type { ConfigRow } from '#clickhouse/tables/config.ts'
import type { Scope } from '#lib/domain/access/scope.ts'
import { BudgetInput, type Budget, type BudgetScope } from '#lib/domain/budget.ts'

/** Budgets are entries of this kind in the project's configuration. */
export const budgetKind = 'budget'

export function budgetOf(row: ConfigRow): Budget {
  return {
    ...BudgetInput.parse(JSON.parse(row.body)),
    budgetId: row.id,
    version: row.version,
    changedAt: changedAtOf(row).toISOString(),
  }
}

export function changedAtOf({ at_text: at }: Pick<ConfigRow, 'at_text'>): Date {
  return new Date(`${at.replace(' ', 'T')}Z`)
}

/** Who sees a part of a project sees the budgets whose every run is in that part: those of its tenant. */
export function isShown({ isWholeProject, tenants, environments }: Scope, budget: { scope: BudgetScope }): boolean {
  if (isWholeProject) return true
  const isOfTenant = budget.scope.some(({ dimension, value }) => dimension === 'tenant' && tenants.includes(value))
  return isOfTenant && environments.length === 0
}
