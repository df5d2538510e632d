import { contentHash } from '#lib/chargeback/content-hash.ts'
import type { Closing } from '#lib/chargeback/fold-closings.ts'
import { statementLevels } from '#lib/chargeback/statement-levels.ts'
import type { StatementReport } from '#lib/domain/chargeback.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { ChargebackSettings, Statement } from '#lib/domain/statement.ts'
import type { ServiceContext } from '../context.ts'
import { derivationOf } from '../derivation/derivation-of.ts'
import { chosenStatement, type ChosenStatement, type StatementChoice } from './chosen-statement.ts'
import { draftStatement } from './draft-statement.ts'
import { closedStatement } from './frozen-document.ts'
import { statementWarnings } from './statement-warnings.ts'

type GetStatement = { ctx: ServiceContext; input: StatementChoice & { live: boolean } }

/** The statement of a period: as it was closed, or as runs are now. */
export async function getStatement({ ctx, input }: GetStatement): Promise<StatementReport> {
  const chosen = await chosenStatement(ctx, input)
  const { closing } = chosen
  const isFrozen = closing?.statement.state === 'closed' && !input.live
  return isFrozen ? frozenReport(ctx, closing, input.groupBy) : liveReport(ctx, chosen)
}

async function frozenReport(
  ctx: ServiceContext,
  closing: Closing,
  groupBy: string | undefined,
): Promise<StatementReport> {
  const statement = await closedStatement(ctx, closing)
  const { statementId } = closing.statement
  const wanted = groupBy === undefined ? statement.levels : statementLevels(groupBy)
  if (wanted.join() !== statement.levels.join()) {
    throw new AppError(
      'bad_request',
      `Statement ${statementId} was closed by ${statement.levels.join(' and ')}: add live=true to see its runs of today otherwise.`,
    )
  }
  const shown = { statementId, statement, closing: closing.statement }
  return { ...shown, isFrozen: true, draftHash: null, warnings: [] }
}

async function liveReport(ctx: ServiceContext, chosen: ChosenStatement): Promise<StatementReport> {
  const { period, settings, leavesOutShared, closing, overlapping } = chosen
  const [{ statement, runningRuns }, repricing, reattribution] = await Promise.all([
    draftStatement(ctx, period, settings),
    derivationOf(ctx, 'repricing'),
    derivationOf(ctx, 'reattribution'),
  ])
  return {
    statementId: period.statementId,
    statement,
    closing: closing?.statement ?? null,
    isFrozen: false,
    draftHash: ctx.scope.isWholeProject ? draftHash(statement, settings) : null,
    warnings: statementWarnings({
      period,
      statement,
      runningRuns,
      repricing,
      reattribution,
      overlapping: overlapping.length,
      leavesOutShared,
      nowMs: ctx.nowMs,
    }),
  }
}

/** Changes with any figure and any setting of an open statement. */
export function draftHash(statement: Statement, settings: ChargebackSettings): string {
  return contentHash({ statement, settings })
}
