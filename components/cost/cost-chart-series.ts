import type { SlotRange } from '#components/charts/slots.ts'
import type { CostSeries } from '#lib/domain/costs.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'

const seriesColours = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `var(--color-series-${number})`)
const restColour = 'var(--color-series-other)'

/** What is stacked, the dearest at the bottom; money is a number for drawing only. */
export type CostStack = {
  key: string | null
  isRest: boolean
  colour: string
  totalUsd: string | null
  amounts: readonly (string | null)[]
  values: number[]
}

export function costStacks({ groups, restUsd, totalsUsd }: CostSeries): CostStack[] {
  const ordered = groups
    .map(({ key, costUsd }) => ({ key, isRest: false, amounts: costUsd, totalUsd: sumUsd(costUsd) }))
    .toSorted((a, b) => Number(b.totalUsd ?? 0) - Number(a.totalUsd ?? 0))
  const rest = restUsd === null ? [] : [{ key: null, isRest: true, amounts: restUsd, totalUsd: sumUsd(restUsd) }]
  const all = [...ordered, ...rest]
  const whole = all.length === 0 ? [{ key: null, isRest: true, amounts: totalsUsd, totalUsd: sumUsd(totalsUsd) }] : all
  return whole.map((stack, index) => ({
    ...stack,
    colour: stack.isRest ? restColour : (seriesColours[index] ?? restColour),
    values: stack.amounts.map((usd) => Number(usd ?? 0)),
  }))
}

const nsPerMs = 1_000_000n

/** The time of some slices, in milliseconds since the epoch, within what was asked for. */
export function slotSpan(series: CostSeries, { first, last }: SlotRange): { startMs: number; endMs: number } {
  const ms = (ns: string) => Number(BigInt(ns) / nsPerMs)
  const startMs = (slot: number) => ms(series.startsNs[slot] ?? series.endNs)
  return { startMs: Math.max(startMs(first), ms(series.fromNs)), endMs: Math.min(startMs(last + 1), ms(series.toNs)) }
}

export function slotTotal(series: CostSeries, { first, last }: SlotRange): { costUsd: string | null; runs: number } {
  const runs = series.runs.slice(first, last + 1).reduce((sum, count) => sum + count, 0)
  return { costUsd: sumUsd(series.totalsUsd.slice(first, last + 1)), runs }
}
