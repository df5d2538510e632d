import type { BudgetStanding } from '#lib/domain/budget.ts'

/** Parts of a bar's width, 0 to 1. */
export type BudgetScale = {
  spent: number
  expected: number
  low: number
  high: number
  marks: { name: string; at: number; isReached: boolean }[]
}

type Shown = Pick<BudgetStanding, 'spentUsd' | 'marks' | 'limitUsd'> & {
  forecast: Pick<BudgetStanding['forecast'], 'expectedUsd' | 'lowUsd' | 'highUsd'> | null
}

/** Room beyond the last threshold, so that its mark is not the end of the bar. */
const headroom = 1.08

/** Where everything of a budget stands on one line from nothing to what is more than all of it. */
export function budgetScale({ spentUsd, marks, limitUsd, forecast }: Shown): BudgetScale {
  const spent = Number(spentUsd)
  const { expected, low, high } =
    forecast === null
      ? { expected: spent, low: spent, high: spent }
      : { expected: Number(forecast.expectedUsd), low: Number(forecast.lowUsd), high: Number(forecast.highUsd) }
  const last = Math.max(Number(limitUsd), ...marks.map(({ amountUsd }) => Number(amountUsd)))
  // An end that is far beyond would leave nothing to see of what there is: it runs out of the bar.
  const top = Math.max(last * headroom, spent, Math.min(high, Math.max(last, spent) * 2))
  const at = (usd: number) => Math.min(1, usd / top)
  return {
    spent: at(spent),
    expected: at(Math.max(spent, expected)),
    low: at(Math.max(spent, low)),
    high: at(Math.max(spent, high)),
    marks: marks.map(({ name, amountUsd, isReached }) => ({ name, at: at(Number(amountUsd)), isReached })),
  }
}
