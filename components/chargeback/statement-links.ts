import { figureFilters } from '#components/cost/cost-links.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import { narrowedToGroup } from '#lib/domain/query/cost-link.ts'
import type { Statement } from '#lib/domain/statement.ts'
import type { StatementRow } from './statement-rows.ts'

/** Levels whose lines are parts of runs: of these a filter of whole runs would find too many. */
const ofShares: ReadonlySet<string> = new Set(['agent', 'model'])

type Period = Pick<Statement, 'from' | 'to' | 'levels'>
type Place = Pick<StatementRow, 'keys'>

/** Where figures lead. */
export type StatementLinks = {
  /** To runs as they are now. */
  runs: (filter: RunFilter) => string
  /** To the runs that one tenant (undefined: all of them) was billed; null while the statement is open. */
  billed: ((tenant: string | null | undefined) => string) | null
}

/** Where a row's cost leads: in a closed statement to what was billed, as far as that is kept by tenant. */
export function costHref(period: Period, row: Place, links: StatementLinks): string | undefined {
  if (links.billed !== null && row.keys !== null && row.keys.length <= 1) return links.billed(row.keys[0])
  const filter = rowFilter(period, row)
  return filter === null ? undefined : links.runs(filter)
}

/** The filter that finds exactly the runs of a row; null where none does. */
export function rowFilter({ from, to, levels }: Period, { keys }: Place): RunFilter | null {
  return keys === null ? null : narrowedToGroup({ from, to }, ['tenant', ...levels], keys)
}

/** Of these runs those that succeeded, or those with a call whose price is not known. */
export function figureFilter(period: Period, row: Place, figure: 'successful' | 'unpriced'): RunFilter | null {
  const filter = rowFilter(period, row)
  if (filter === null) return null
  const isOfShares = period.levels.slice(0, (row.keys ?? []).length - 1).some((level) => ofShares.has(level))
  if (figure === 'unpriced' && isOfShares) return null
  return { ...filter, ...figureFilters[figure] }
}
