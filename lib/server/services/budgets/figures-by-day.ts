import { scopedDays, type ScopedDayRow } from '#clickhouse/queries/budgets/scoped-days.ts'
import { boundsOf } from '#lib/budget/budget-frame.ts'
import { addFigures, noFigures, type DayFigures, type FiguresByDay } from '#lib/budget/day-figures.ts'
import type { BudgetScope } from '#lib/domain/budget.ts'
import { parseUsd } from '#lib/pricing/fixed-usd.ts'
import { dayAt, type CalendarDay } from '#lib/time/calendar-day.ts'
import type { ServiceContext } from '../context.ts'
import { groupOf } from './group-of.ts'

/** Whose days are asked for; `toDay` is the first one after them. */
export type FiguresAsk = { scope: BudgetScope; timeZone: string; fromDay: CalendarDay; toDay: CalendarDay }

/** What runs cost by day, for all that ask in one read of the runs. */
export async function figuresByDay(ctx: ServiceContext, asks: readonly FiguresAsk[]): Promise<FiguresByDay[]> {
  if (asks.length === 0) return []
  const bounds = unionOf(asks)
  const last = bounds.at(-1) ?? 0
  const rows = await scopedDays(ctx.db, ctx.scope, {
    groups: asks.map(({ scope }) => groupOf(scope)),
    boundSeconds: bounds.slice(0, -1).map((ms) => ms / 1000),
    toNs: `${last}000000`,
  })
  const byNumber = Map.groupBy(rows, (row) => row.group_number)
  const dayOf = dayReader()
  return asks.map((ask, index) => daysOf(ask, byNumber.get(index + 1) ?? [], dayOf))
}

/** Every begin of a day that any of them has, and the end of the last. Days begin on whole seconds. */
function unionOf(asks: readonly FiguresAsk[]): number[] {
  const calendars = new Map(asks.map((ask) => [`${ask.timeZone} ${ask.fromDay} ${ask.toDay}`, ask]))
  const bounds = [...calendars.values()].flatMap(({ fromDay, toDay, timeZone }) => boundsOf(fromDay, toDay, timeZone))
  return [...new Set(bounds)].toSorted((a, b) => a - b)
}

type DayOf = (seconds: number, timeZone: string) => CalendarDay

/** The same slices come with every budget. */
function dayReader(): DayOf {
  const known = new Map<string, CalendarDay>()
  return (seconds, timeZone) => {
    const key = `${seconds} ${timeZone}`
    const day = known.get(key) ?? dayAt(seconds * 1000, timeZone)
    known.set(key, day)
    return day
  }
}

function daysOf(ask: FiguresAsk, rows: readonly ScopedDayRow[], dayOf: DayOf): FiguresByDay {
  const days = new Map<CalendarDay, DayFigures>()
  for (const row of rows) {
    const day = dayOf(row.from_seconds, ask.timeZone)
    if (day < ask.fromDay || day >= ask.toDay) continue
    days.set(day, addFigures(days.get(day) ?? noFigures, figuresOf(row)))
  }
  return days
}

function figuresOf(row: ScopedDayRow): DayFigures {
  return {
    cost: parseUsd(row.cost) ?? 0n,
    runs: row.runs,
    unpricedCalls: row.unpriced_calls,
    unpricedTokens: row.unpriced_tokens,
    partialCalls: row.partial_calls,
  }
}
