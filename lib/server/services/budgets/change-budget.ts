import { randomBytes } from 'node:crypto'
import { newestConfig } from '#clickhouse/queries/config/newest-config.ts'
import type { Budget, BudgetChange, BudgetInput, BudgetRemoval } from '#lib/domain/budget.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { ServiceContext } from '../context.ts'
import { budgetKind } from './budget-of.ts'
import { findBudget, type OfBudget } from './find-budget.ts'
import { budgetsOf } from './list-budgets.ts'
import { writeBudget } from './write-budget.ts'

/** All of them are added up at once, and a runaway script should be told. */
const maxBudgets = 500

export async function createBudget({ ctx, input }: { ctx: ServiceContext; input: BudgetInput }): Promise<Budget> {
  if ((await budgetsOf(ctx)).length >= maxBudgets)
    throw new AppError('conflict', `A project has ${maxBudgets} budgets at most: delete one that nobody needs.`)
  const budgetId = randomBytes(8).toString('hex')
  return writeBudget({ ctx, budgetId, expectedVersion: 0, input, reason: 'created' })
}

/** Changes a budget. One that was deleted comes back by a change that starts from its deletion. */
export async function updateBudget({ ctx, budgetId, input }: OfBudget & { input: BudgetChange }): Promise<Budget> {
  const [newest] = await newestConfig(ctx.db, { project: ctx.project, kind: budgetKind, id: budgetId })
  if (newest === undefined) throw new AppError('not_found', `Budget ${budgetId} is not in this project.`)
  const reason = input.reason || (newest.deleted === 1 ? 'restored' : 'changed')
  return writeBudget({ ctx, budgetId, expectedVersion: input.expectedVersion, input, reason })
}

/** Takes a budget out of the list; its history stays, and the answer says from which version it can come back. */
export async function deleteBudget({ ctx, budgetId, input }: OfBudget & { input: BudgetRemoval }): Promise<Budget> {
  const budget = await findBudget({ ctx, budgetId })
  const { expectedVersion } = input
  return writeBudget({ ctx, budgetId, expectedVersion, input: budget, reason: 'deleted', deleted: true })
}
