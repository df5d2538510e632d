import { listConfig } from '#clickhouse/queries/config/list-config.ts'
import { frameOf } from '#lib/budget/budget-frame.ts'
import { judgeBudget, levelRank } from '#lib/budget/judge-budget.ts'
import type { Budget, BudgetItem, BudgetList } from '#lib/domain/budget.ts'
import type { ServiceContext } from '../context.ts'
import { budgetKind, budgetOf, isShown } from './budget-of.ts'
import { figuresByDay } from './figures-by-day.ts'
import { isBehind } from './is-behind.ts'

/** The budgets that one may see with how they stand; those that need looking at come first. */
export async function listBudgets({ ctx }: { ctx: ServiceContext }): Promise<BudgetList> {
  return { items: (await standingsOf(ctx, await budgetsOf(ctx))).toSorted(worstFirst) }
}

export async function budgetsOf(ctx: ServiceContext): Promise<Budget[]> {
  const rows = await listConfig(ctx.db, { project: ctx.project, kind: budgetKind })
  return rows.map(budgetOf).filter((budget) => isShown(ctx.scope, budget))
}

/** All of them by one read of the runs. */
async function standingsOf(ctx: ServiceContext, budgets: readonly Budget[]): Promise<BudgetItem[]> {
  const framed = budgets.map((budget) => ({ budget, frame: frameOf(budget, ctx.nowMs) }))
  const asks = framed.map(({ budget, frame }) => ({ ...budget, fromDay: frame.fromDay, toDay: frame.period.toDay }))
  const [figures, stale] = await Promise.all([figuresByDay(ctx, asks), isBehind(ctx)])
  const asOf = new Date(ctx.nowMs).toISOString()
  return framed.map(({ budget, frame }, index) => {
    const { standing } = judgeBudget(budget, frame, figures[index] ?? new Map())
    const { budgetId, version } = budget
    return { budget, state: { budgetId, version, asOf, stale, ...standing } }
  })
}

function worstFirst({ state: a }: BudgetItem, { state: b }: BudgetItem): number {
  return (
    levelRank(b.level) - levelRank(a.level) ||
    levelRank(b.forecast.level) - levelRank(a.forecast.level) ||
    b.share - a.share ||
    a.budgetId.localeCompare(b.budgetId)
  )
}
