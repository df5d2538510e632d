import { frameOf, pastPeriodsOf } from '#lib/budget/budget-frame.ts'
import { judgeBudget } from '#lib/budget/judge-budget.ts'
import { judgePast } from '#lib/budget/past-periods.ts'
import type { BudgetInput, BudgetPreview } from '#lib/domain/budget.ts'
import type { ServiceContext } from '../context.ts'
import { figuresByDay } from './figures-by-day.ts'
import { isBehind } from './is-behind.ts'
import { requireZone } from './write-budget.ts'

/** So many periods before are told of: enough to see whether an amount is sensible. */
const mostPast = 3

/** How a budget would stand, and would have stood; nothing is stored. */
export async function previewBudget({
  ctx,
  input,
}: {
  ctx: ServiceContext
  input: BudgetInput
}): Promise<BudgetPreview> {
  requireZone(input)
  const frame = frameOf(input, ctx.nowMs)
  const periods = pastPeriodsOf(input, ctx.nowMs).slice(0, mostPast)
  const oldest = periods.at(-1)?.fromDay ?? frame.fromDay
  const ask = { ...input, fromDay: oldest < frame.fromDay ? oldest : frame.fromDay, toDay: frame.period.toDay }
  const [[figures = new Map()], stale] = await Promise.all([figuresByDay(ctx, [ask]), isBehind(ctx)])
  return {
    state: { asOf: new Date(ctx.nowMs).toISOString(), stale, ...judgeBudget(input, frame, figures).standing },
    past: judgePast(periods, [{ ...input, sinceMs: Number.POSITIVE_INFINITY }], figures),
  }
}
