import { statementBasis } from '#clickhouse/queries/chargeback/statement-basis.ts'
import { contentHash } from '#lib/chargeback/content-hash.ts'
import type { Closing } from '#lib/chargeback/fold-closings.ts'
import { statementLevels } from '#lib/chargeback/statement-levels.ts'
import type { TimeSpan } from '#lib/chargeback/unbilled-time.ts'
import type { StatementReport } from '#lib/domain/chargeback.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { ChargebackSettings, Statement } from '#lib/domain/statement.ts'
import type { ServiceContext } from '../context.ts'
import { derivationOf } from '../derivation/derivation-of.ts'
import { chosenStatement, type ChosenStatement, type StatementChoice } from './chosen-statement.ts'
import { draftStatement, nanosOf } from './draft-statement.ts'
import { closedStatement } from './frozen-document.ts'
import { leftOutWarnings, statementWarnings, type LeftOut } from './statement-warnings.ts'

type GetStatement = { ctx: ServiceContext; input: StatementChoice & { live: boolean } }

/** The statement of a period: as it was closed, or as runs are now. */
export async function getStatement({ ctx, input }: GetStatement): Promise<StatementReport> {
  const chosen = await chosenStatement(ctx, input)
  const { closing } = chosen
  const isFrozen = closing?.statement.state === 'closed' && !input.live
  return isFrozen ? frozenReport(ctx, { ...chosen, closing }, input.groupBy) : liveReport(ctx, chosen)
}

async function frozenReport(
  ctx: ServiceContext,
  { closing, missed }: ChosenStatement & { closing: Closing },
  groupBy: string | undefined,
): Promise<StatementReport> {
  const [statement, leftOut] = await Promise.all([closedStatement(ctx, closing), runsWithin(ctx, missed)])
  const { statementId } = closing.statement
  const wanted = groupBy === undefined ? statement.levels : statementLevels(groupBy)
  if (wanted.join() !== statement.levels.join()) {
    throw new AppError(
      'bad_request',
      `Statement ${statementId} was closed by ${statement.levels.join(' and ')}: ask for it live (live=true, or --live) to see its runs as they are now, by anything else.`,
    )
  }
  const shown = { statementId, statement, closing: closing.statement }
  return { ...shown, isFrozen: true, draftHash: null, warnings: leftOutWarnings(leftOut) }
}

async function liveReport(ctx: ServiceContext, chosen: ChosenStatement): Promise<StatementReport> {
  const { period, settings, leavesOutShared, closing, overlapping, rest, missed } = chosen
  const [{ statement, runningRuns }, repricing, reattribution, leftOut] = await Promise.all([
    draftStatement(ctx, period, settings),
    derivationOf(ctx, 'repricing'),
    derivationOf(ctx, 'reattribution'),
    runsWithin(ctx, missed),
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
      rest,
      leftOut,
      leavesOutShared,
      nowMs: ctx.nowMs,
    }),
  }
}

/** How many runs of what the scope shows began in each. */
function runsWithin({ db, scope }: ServiceContext, times: readonly TimeSpan[]): Promise<LeftOut[]> {
  return Promise.all(
    times.map(async (time) => {
      const [fromNs, toNs] = [nanosOf(time.fromMs), nanosOf(time.toMs)]
      const rows = await statementBasis(db, scope, { fromNs, beginNs: toNs, toNs })
      return { ...time, runs: rows.reduce((sum, { previous_runs: runs }) => sum + runs, 0) }
    }),
  )
}

/** Changes with any figure and any setting of an open statement. */
export function draftHash(statement: Statement, settings: ChargebackSettings): string {
  return contentHash({ statement, settings })
}
