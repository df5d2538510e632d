import { versionsOfConfig } from '#clickhouse/queries/config/versions-of-config.ts'
import type { ConfigRow } from '#clickhouse/tables/config.ts'
import { frameOf, pastPeriodsOf } from '#lib/budget/budget-frame.ts'
import { judgePast, type BudgetVersion } from '#lib/budget/past-periods.ts'
import type { Budget, BudgetHistory } from '#lib/domain/budget.ts'
import { budgetKind, budgetOf, changedAtOf } from './budget-of.ts'
import { figuresByDay } from './figures-by-day.ts'
import { findBudget, type OfBudget } from './find-budget.ts'

/** A budget is not changed more often in the periods that are told of. */
const mostVersions = 500

/** How the periods before ended, the newest first. */
export async function getBudgetHistory(of: OfBudget): Promise<BudgetHistory> {
  const { ctx, budgetId } = of
  const budget = await findBudget(of)
  const periods = pastPeriodsOf(budget, ctx.nowMs)
  const { period } = frameOf(budget, ctx.nowMs)
  const ask = { ...budget, fromDay: periods.at(-1)?.fromDay ?? period.fromDay, toDay: period.fromDay }
  const asked = { project: ctx.project, kind: budgetKind, id: budgetId, limit: mostVersions }
  const [rows, [figures = new Map()]] = await Promise.all([versionsOfConfig(ctx.db, asked), figuresByDay(ctx, [ask])])
  return { items: judgePast(periods, comparableVersions(rows, budget), figures) }
}

/** Back to when it was of other runs, or of another length: an amount of a week says nothing of a month. */
function comparableVersions(rows: readonly ConfigRow[], budget: Budget): BudgetVersion[] {
  const versions: BudgetVersion[] = []
  for (const row of rows) {
    const before = budgetOf(row)
    const isAlike = before.period === budget.period && JSON.stringify(before.scope) === JSON.stringify(budget.scope)
    if (!isAlike) break
    if (row.deleted === 0) versions.push({ ...before, sinceMs: changedAtOf(row).getTime() })
  }
  return versions
}
