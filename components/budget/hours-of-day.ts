import type { BudgetDay } from '#lib/domain/budget.ts'
import type { CostSeries } from '#lib/domain/costs.ts'
import { msOfNs } from '#lib/format/time.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'

/** The hours of a day that is under way, from what they cost; what is expected of the rest of it is spread evenly. */
export function hoursOfDay(
  series: CostSeries,
  { day, to, expected, cumulativeUsd }: BudgetDay,
  asOf: string,
): BudgetDay[] {
  const nowMs = Date.parse(asOf)
  const endMs = Date.parse(to)
  const spent = Number(cumulativeUsd ?? 0)
  const at = (ms: number, end: string) => {
    const part = endMs > nowMs ? (ms - nowMs) / (endMs - nowMs) : 1
    return (spent + (Number(end) - spent) * part).toFixed(6)
  }
  return series.startsNs.map((ns, slot) => {
    const hourMs = msOfNs(series.startsNs[slot + 1] ?? series.endNs)
    const isPast = msOfNs(ns) <= nowMs
    const isAhead = expected !== null && hourMs > nowMs
    return {
      day,
      from: new Date(msOfNs(ns)).toISOString(),
      to: new Date(hourMs).toISOString(),
      costUsd: isPast ? (series.totalsUsd[slot] ?? '0') : null,
      cumulativeUsd: isPast ? (sumUsd(series.totalsUsd.slice(0, slot + 1)) ?? '0') : null,
      runs: series.runs[slot] ?? 0,
      expected: isAhead
        ? {
            cumulativeUsd: at(hourMs, expected.cumulativeUsd),
            lowUsd: at(hourMs, expected.lowUsd),
            highUsd: at(hourMs, expected.highUsd),
          }
        : null,
    }
  })
}
