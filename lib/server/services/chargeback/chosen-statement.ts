import { statementLevels } from '#lib/chargeback/statement-levels.ts'
import { statementPeriod, type AskedPeriod, type StatementPeriod } from '#lib/chargeback/statement-period.ts'
import { missedTime, restOf, type TimeSpan } from '#lib/chargeback/unbilled-time.ts'
import type { Closing } from '#lib/chargeback/fold-closings.ts'
import type { ChargebackSettings } from '#lib/domain/statement.ts'
import type { ServiceContext } from '../context.ts'
import { savedChargeback } from './saved-chargeback.ts'
import { statementLedger, type StatementLedger } from './statement-ledger.ts'

export type StatementChoice = AskedPeriod & { timeZone?: string | undefined; groupBy?: string | undefined }

export type ChosenStatement = {
  period: StatementPeriod
  /** Those that hold for it, what was asked for included. */
  settings: ChargebackSettings
  /** Whether somebody who does not see all tenants is left without shared costs. */
  leavesOutShared: boolean
  ledger: StatementLedger
  /** The newest closing of the period, a reopened one too. */
  closing: Closing | null
  /** Closed statements of other periods that have moments of this one. */
  overlapping: Closing[]
  /** What is left of the period without them; null for nothing, or for several pieces. */
  rest: TimeSpan | null
  /** Time between it and the closed periods beside it that no statement has. */
  missed: TimeSpan[]
}

/** Which statement is asked for, and what is known of it. */
export async function chosenStatement(ctx: ServiceContext, choice: StatementChoice): Promise<ChosenStatement> {
  const [{ settings: saved }, ledger] = await Promise.all([savedChargeback(ctx), statementLedger(ctx)])
  const period = statementPeriod(choice, choice.timeZone ?? saved.timeZone, ctx.nowMs)
  const levels = choice.groupBy === undefined ? saved.levels : statementLevels(choice.groupBy)
  // To spread them takes the figures of all tenants.
  const leavesOutShared = !ctx.scope.isWholeProject && saved.sharedCosts.length > 0
  const sharedCosts = leavesOutShared ? [] : saved.sharedCosts
  const isOf = isOfPeriod(period, choice.timeZone !== undefined)
  const closings = ledger.closings.filter(({ statement }) => statement.state === 'closed')
  const others = closings.filter((closing) => !isOf(closing))
  const overlapping = others.filter((closing) => overlaps(closing, period))
  const closing = ledger.closings.find(isOf) ?? null
  return {
    period,
    settings: { ...saved, timeZone: period.timeZone, levels, sharedCosts },
    leavesOutShared,
    ledger,
    closing,
    overlapping,
    rest: restOf(period, overlapping.map(timeOf)),
    // Closed in another zone it has other bounds than what is asked for.
    missed: missedTime(closing?.statement.state === 'closed' ? timeOf(closing) : period, others.map(timeOf)),
  }
}

/** By its name, so that it is found whatever zone the settings have by now; by its bounds too where a zone was named. */
function isOfPeriod({ statementId, fromMs, toMs }: StatementPeriod, isZoneNamed: boolean) {
  return ({ statement }: Closing): boolean => {
    const isSame = Date.parse(statement.from) === fromMs && Date.parse(statement.to) === toMs
    return statement.statementId === statementId && (isSame || !isZoneNamed)
  }
}

function overlaps(closing: Closing, { fromMs, toMs }: StatementPeriod): boolean {
  const time = timeOf(closing)
  return time.fromMs < toMs && fromMs < time.toMs
}

function timeOf({ statement: { from, to } }: Closing): TimeSpan {
  return { fromMs: Date.parse(from), toMs: Date.parse(to) }
}
