import { newestConfig } from '#clickhouse/queries/config/newest-config.ts'
import type { Budget } from '#lib/domain/budget.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { ServiceContext } from '../context.ts'
import { budgetKind, budgetOf, isShown } from './budget-of.ts'

export type OfBudget = { ctx: ServiceContext; budgetId: string }

/** One that is not theirs to see is as unknown as one that never was. */
export async function findBudget({ ctx, budgetId }: OfBudget): Promise<Budget> {
  const [newest] = await newestConfig(ctx.db, { project: ctx.project, kind: budgetKind, id: budgetId })
  const budget = newest === undefined || newest.deleted === 1 ? null : budgetOf(newest)
  if (budget !== null && isShown(ctx.scope, budget)) return budget
  throw new AppError('not_found', `Budget ${budgetId} is not in this project, or was deleted.`)
}
