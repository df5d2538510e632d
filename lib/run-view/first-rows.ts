import { sumUsd } from '#lib/pricing/fixed-usd.ts'

type Priced = { costUsd: string | null }

/** Rows that are not shown, and what they cost together. */
export type RestRows = Priced & { count: number }

/** The first rows of a list and what is behind them; `beyond` are rows that are not at hand. */
export function firstRows<Row extends Priced>(
  rows: readonly Row[],
  count: number,
  beyond: RestRows = { count: 0, costUsd: null },
): { shown: Row[]; hidden: number; rest: RestRows | null } {
  const later = rows.slice(count)
  const rest = {
    count: later.length + beyond.count,
    costUsd: sumUsd([...later.map(({ costUsd }) => costUsd), beyond.costUsd]),
  }
  return { shown: rows.slice(0, count), hidden: later.length, rest: rest.count === 0 ? null : rest }
}
