import type { ResolvedRunFilter } from '../../sql/filters.ts'
import type { FilterWindows } from './filter-windows.ts'

/** How many times more is looked through where little or nothing was found, and at least: a text is looked for in all that is newer. */
const mostGrowth = 16
const leastGrowth = 2
/** The next runs may hold less than the ones before. */
const reserve = 1.5

export type Found<Row> = { rows: Row[]; isWhole: boolean }

/**
 * Looks through the windows of a filter until enough is found. How many of them are taken at a time follows from how
 * much the ones before held: each look costs something of its own, and every run beyond the last that is needed too.
 */
export async function lookThrough<Row>(
  { sizes, between }: FilterWindows,
  enough: number,
  look: (filter: ResolvedRunFilter, found: number) => Promise<Row[]>,
): Promise<Found<Row>> {
  const rows: Row[] = []
  let next = 0
  while (next < sizes.length && rows.length < enough) {
    const last = lastOf(sizes, next, { found: rows.length, enough })
    rows.push(...(await look(between(next, last), rows.length)))
    next = last + 1
  }
  return { rows, isWhole: next >= sizes.length }
}

/** The last window of the next look. */
export function lastOf(
  sizes: readonly number[],
  next: number,
  { found, enough }: { found: number; enough: number },
): number {
  const seen = sizes[next - 1]
  if (seen === undefined) return next
  const needed = found === 0 ? Infinity : (enough * reserve) / found
  const wanted = seen * Math.min(mostGrowth, Math.max(leastGrowth, needed))
  const last = sizes.findIndex((size, index) => index >= next && size >= wanted)
  return last === -1 ? sizes.length - 1 : last
}
