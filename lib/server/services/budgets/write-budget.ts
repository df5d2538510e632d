import { writeConfig } from '#clickhouse/queries/config/write-config.ts'
import { actorName } from '#lib/domain/access/actor.ts'
import { BudgetInput, type Budget } from '#lib/domain/budget.ts'
import { AppError } from '#lib/domain/errors.ts'
import { isTimeZone } from '#lib/time/time-zone.ts'
import type { ServiceContext } from '../context.ts'
import { budgetKind, budgetOf } from './budget-of.ts'

type BudgetWrite = {
  ctx: ServiceContext
  budgetId: string
  expectedVersion: number
  input: BudgetInput
  reason: string
  deleted?: boolean
}

/** The next version of a budget; the loser of a race gets a conflict. */
export async function writeBudget(write: BudgetWrite): Promise<Budget> {
  const { ctx, budgetId, expectedVersion, input, reason, deleted = false } = write
  requireZone(input)
  const row = await writeConfig(ctx.db, {
    project: ctx.project,
    kind: budgetKind,
    id: budgetId,
    expectedVersion,
    // Nothing but what a budget says.
    body: JSON.stringify(BudgetInput.parse(input)),
    actor: actorName(ctx.actor),
    reason,
    deleted,
    now: new Date(ctx.nowMs),
  })
  return budgetOf(row)
}

export function requireZone({ timeZone }: Pick<BudgetInput, 'timeZone'>): void {
  if (isTimeZone(timeZone)) return
  throw new AppError('bad_request', `\`timeZone\` is no time zone: "${timeZone}". Write it like Europe/Berlin.`)
}
