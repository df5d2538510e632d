import { costSlots, type CostSlotRow } from '#clickhouse/queries/costs/cost-slots.ts'
import { runTimeBounds } from '#clickhouse/queries/runs/run-time-bounds.ts'
import type { ResolvedRunFilter } from '#clickhouse/sql/filters.ts'
import type { CostSeries, CostSeriesQuery } from '#lib/domain/costs.ts'
import { AppError } from '#lib/domain/errors.ts'
import { isTimeZone } from '#lib/time/time-zone.ts'
import type { ServiceContext } from '../context.ts'
import { costFilter } from './cost-filter.ts'
import { knownCost } from './figures-of.ts'
import { laySlots } from './lay-slots.ts'

const dayMs = 86_400_000
/** Up to here hours can still be told apart in a chart. */
const mostAutoHoursMs = 7 * dayMs
/** A month of hours, or two years of days. */
const mostSlots = 750

/** Cost over time, told apart by one dimension. */
export async function getCostSeries({
  ctx,
  input,
}: {
  ctx: ServiceContext
  input: CostSeriesQuery
}): Promise<CostSeries> {
  const { by = null, interval: asked, timeZone, limit, ...query } = input
  if (!isTimeZone(timeZone)) throw new AppError('bad_request', `\`timeZone\` is no time zone: "${timeZone}".`)
  const { filter, capped } = await costFilter(ctx, query)
  const { fromMs, toMs } = await rangeOf(ctx, filter)
  const interval = asked === 'auto' ? (toMs - fromMs <= mostAutoHoursMs ? 'hour' : 'day') : asked
  if ((toMs - fromMs) / (interval === 'hour' ? 3_600_000 : dayMs) > mostSlots)
    throw new AppError(
      'bad_request',
      `The range has more than ${mostSlots} slices: ask for a shorter one, or for days.`,
    )
  const rows = await costSlots(ctx.db, ctx.scope, { filter, by, interval, timeZone, limit })
  const range = { fromNs: nanosOf(fromMs), toNs: nanosOf(toMs) }
  return { interval, timeZone, ...range, ...seriesOf(rows, laySlots(fromMs, toMs, interval, timeZone)), overlaps: by === 'tag', capped } // prettier-ignore
}

/** An end that the filter leaves open is that of its runs, or now. */
async function rangeOf(ctx: ServiceContext, filter: ResolvedRunFilter): Promise<{ fromMs: number; toMs: number }> {
  const { fromNs, toNs } = filter
  const isOpen = fromNs === undefined || toNs === undefined
  const [bounds] = isOpen ? await runTimeBounds(ctx.db, ctx.scope, { filter }) : []
  const last = bounds?.last_ns ?? null
  const toMs = toNs === undefined ? Math.max(ctx.nowMs, last === null ? 0 : msOf(last) + 1) : msOf(toNs)
  const first = fromNs ?? bounds?.first_ns ?? null
  return { fromMs: first === null ? toMs : msOf(first), toMs }
}

function msOf(nanos: string): number {
  return Number(BigInt(nanos) / 1_000_000n)
}

type Laid = Pick<CostSeries, 'startsNs' | 'endNs' | 'totalsUsd' | 'runs' | 'groups' | 'restUsd'>

function seriesOf(rows: readonly CostSlotRow[], laid: ReturnType<typeof laySlots>): Laid {
  const found = rows.map(({ slot_seconds }) => slot_seconds * 1000)
  const startsMs = [...new Set([...laid.startsMs, ...found])].toSorted((a, b) => a - b)
  const amountsOf = (of: readonly CostSlotRow[]) => {
    const costs = new Map(of.map((row) => [row.slot_seconds * 1000, knownCost(row)]))
    return startsMs.map((start) => costs.get(start) ?? null)
  }
  const totals = rows.filter(({ level }) => level === 0)
  const runs = new Map(totals.map((row) => [row.slot_seconds * 1000, row.runs]))
  const rest = rows.filter(({ is_rest }) => is_rest === 1)
  const groups = Map.groupBy(
    rows.filter(({ level, is_rest }) => level === 1 && is_rest === 0),
    ({ key }) => key,
  )
  return {
    startsNs: startsMs.map(nanosOf),
    endNs: nanosOf(laid.endMs),
    totalsUsd: amountsOf(totals),
    runs: startsMs.map((start) => runs.get(start) ?? 0),
    groups: [...groups].map(([key, of]) => ({ key: key === '' ? null : key, costUsd: amountsOf(of) })),
    restUsd: rest.length === 0 ? null : amountsOf(rest),
  }
}

function nanosOf(ms: number): string {
  return (BigInt(ms) * 1_000_000n).toString()
}
