import { frameOf } from '#lib/budget/budget-frame.ts'
import { daysOfPeriod, judgeBudget } from '#lib/budget/judge-budget.ts'
import type { Budget, BudgetDetail, BudgetState } from '#lib/domain/budget.ts'
import { RecentMap } from '#lib/server/recent-map.ts'
import type { ServiceContext } from '../context.ts'
import { figuresByDay } from './figures-by-day.ts'
import { findBudget, type OfBudget } from './find-budget.ts'
import { isBehind } from './is-behind.ts'
import { withCrossings } from './with-crossings.ts'

/** A budget with its state and the days of its period. */
export async function getBudget(of: OfBudget): Promise<BudgetDetail> {
  return detailOf(of.ctx, await findBudget(of))
}

/** Guards ask before every run: so long a state is the same for all, milliseconds. */
const keptMs = 5_000
const kept = new RecentMap<Promise<BudgetState>>({ maxEntries: 2_000, maxWeight: 2_000 })

/** How a budget stands, at most some seconds old. */
export async function getBudgetState(of: OfBudget): Promise<BudgetState> {
  const { ctx } = of
  const budget = await findBudget(of)
  const key = JSON.stringify([ctx.scope.key, budget.budgetId, budget.version, Math.floor(ctx.nowMs / keptMs)])
  return kept.get(key, 1, async () => (await detailOf(ctx, budget)).state)
}

async function detailOf(ctx: ServiceContext, budget: Budget): Promise<BudgetDetail> {
  const frame = frameOf(budget, ctx.nowMs)
  const ask = { ...budget, fromDay: frame.fromDay, toDay: frame.period.toDay }
  const [[figures = new Map()], stale] = await Promise.all([figuresByDay(ctx, [ask]), isBehind(ctx)])
  const { standing, forecast } = judgeBudget(budget, frame, figures)
  const marks = await withCrossings(ctx, budget, standing, figures)
  const { budgetId, version } = budget
  return {
    budget,
    state: { budgetId, version, asOf: new Date(ctx.nowMs).toISOString(), stale, ...standing, marks },
    days: daysOfPeriod(budget, frame, figures, forecast),
  }
}
