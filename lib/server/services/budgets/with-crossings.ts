import { markCrossings } from '#clickhouse/queries/budgets/mark-crossings.ts'
import { sumFigures, type FiguresByDay } from '#lib/budget/day-figures.ts'
import type { Budget, BudgetMark, BudgetStanding, CrossedMark } from '#lib/domain/budget.ts'
import { formatUsd } from '#lib/pricing/fixed-usd.ts'
import { addDays, startOfDay } from '#lib/time/calendar-day.ts'
import type { ServiceContext } from '../context.ts'
import { groupOf } from './group-of.ts'

type Standing = Omit<BudgetStanding, 'asOf' | 'stale'>

/** Marks with the run that each was reached with; only the days on which that was are looked at. */
export async function withCrossings(
  ctx: ServiceContext,
  { scope, timeZone }: Pick<Budget, 'scope' | 'timeZone'>,
  { marks, fromDay, limitUsd }: Standing,
  days: FiguresByDay,
): Promise<CrossedMark[]> {
  const reached = marks.filter((mark): mark is BudgetMark & { reachedOn: string } => mark.reachedOn !== null)
  const [first, last] = [reached[0], reached.at(-1)]
  if (first === undefined || last === undefined) return marks.map((mark) => crossed(mark, undefined))
  const rows = await markCrossings(ctx.db, ctx.scope, {
    group: groupOf(scope),
    fromNs: `${startOfDay(first.reachedOn, timeZone)}000000`,
    toNs: `${startOfDay(addDays(last.reachedOn, 1), timeZone)}000000`,
    spentBefore: formatUsd(sumFigures(days, fromDay, first.reachedOn).cost),
    limitUsd,
    percents: marks.map(({ percent }) => percent),
  })
  return marks.map((mark, index) =>
    crossed(mark, mark.isReached ? rows.find((row) => row.mark_number === index + 1) : undefined),
  )
}

function crossed(mark: BudgetMark, row: { run_id: string; started_ns: string } | undefined): CrossedMark {
  const reachedAt = row === undefined ? null : new Date(Number(BigInt(row.started_ns) / 1_000_000n)).toISOString()
  return { ...mark, reachedAt, reachedRunId: row?.run_id ?? null }
}
