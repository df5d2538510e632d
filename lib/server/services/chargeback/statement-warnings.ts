import type { StatementWarning } from '#lib/domain/chargeback.ts'
import { isUnderWay, type Derivation } from '#lib/domain/derivation.ts'
import type { Statement } from '#lib/domain/statement.ts'
import type { TimeSpan } from '#lib/chargeback/unbilled-time.ts'
import type { StatementPeriod } from '#lib/chargeback/statement-period.ts'

/** Time that no statement has, and how many runs began in it. */
export type LeftOut = TimeSpan & { runs: number }

type Known = {
  period: StatementPeriod
  statement: Statement
  runningRuns: number
  /** The last orders to derive runs anew. */
  repricing: Derivation | null
  reattribution: Derivation | null
  /** Closed statements of other periods that have days of this one, and what is left of it. */
  overlapping: number
  rest: TimeSpan | null
  leftOut: readonly LeftOut[]
  leavesOutShared: boolean
  nowMs: number
}

/** What whoever bills from the statement should know first. */
export function statementWarnings(known: Known): StatementWarning[] {
  const { period, statement, runningRuns, repricing, reattribution, overlapping, rest, leavesOutShared, nowMs } = known
  const { tenants, total, priceVersions } = statement
  const untagged = tenants.find(({ tenant }) => tenant === null)?.runs ?? 0
  const all: [StatementWarning['code'], boolean, number, TimeSpan?][] = [
    ['period_not_over', nowMs < period.toMs, 0],
    ['runs_running', runningRuns > 0, runningRuns],
    ['repricing_under_way', isDerivedAnew(period, repricing), 0],
    ['reattribution_under_way', isDerivedAnew(period, reattribution), 0],
    ['unpriced_calls', total.unpricedCalls > 0, total.unpricedCalls],
    ['partial_calls', total.partialCalls > 0, total.partialCalls],
    ['untagged_runs', untagged > 0, untagged],
    ['several_price_versions', priceVersions.length > 1, priceVersions.length],
    ['overlaps_closed', overlapping > 0, overlapping, rest ?? undefined],
    ['shared_costs_left_out', leavesOutShared, 0],
  ]
  return [
    ...all.flatMap(([code, holds, count, time]) => (holds ? [{ code, count, ...boundsOf(time) }] : [])),
    ...leftOutWarnings(known.leftOut),
  ]
}

/** Also said of a closed statement, as long as it holds. */
export function leftOutWarnings(leftOut: readonly LeftOut[]): StatementWarning[] {
  return leftOut.map(({ runs, ...time }) => ({ code: 'hours_left_out', count: runs, ...boundsOf(time) }))
}

function boundsOf(time: TimeSpan | undefined): Pick<StatementWarning, 'from' | 'to'> {
  if (time === undefined) return {}
  return { from: new Date(time.fromMs).toISOString(), to: new Date(time.toMs).toISOString() }
}

/** Whether runs of the period are still to be derived by an order. */
export function isDerivedAnew({ fromMs, toMs }: StatementPeriod, order: Derivation | null): boolean {
  if (order === null || !isUnderWay(order)) return false
  return Date.parse(order.from) < toMs && fromMs < Date.parse(order.to)
}
