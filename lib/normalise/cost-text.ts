import { textAt } from './json.ts'

/** No single record costs more: beyond, digits would be lost, and sums would not fit their column. */
const maxCostUsd = 1e9

/** Plain decimal text: no exponent, no trailing zeros. A price list that failed to load gives 0, which is no cost. */
export function costText(cost: number | null): string {
  if (cost === null || !(cost > 0 && cost <= maxCostUsd)) return ''
  return cost.toFixed(12).replace(/\.?0+$/, '')
}

/** The total of a cost document, e.g. `{"total": 0.0004}`. */
export function costOfDocument(document: unknown, ...names: string[]): string {
  for (const name of names) {
    const cost = Number(textAt(document, name))
    if (cost > 0) return costText(cost)
  }
  return ''
}
