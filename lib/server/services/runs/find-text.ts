import { filterWindows } from '#clickhouse/queries/runs/filter-windows.ts'
import { findTerms, isOfWords, isRare } from '#clickhouse/queries/runs/find-terms.ts'
import { lookThrough, type Found } from '#clickhouse/queries/runs/look-through.ts'
import { matchingRuns, type MatchingRun } from '#clickhouse/queries/runs/matching-runs.ts'
import type { ResolvedRunFilter } from '#clickhouse/sql/filters.ts'
import { runKeysOf } from '#clickhouse/sql/run-keys.ts'
import type { ServiceContext } from '../context.ts'

/** More runs of one search are not counted: a word that nearly every run has would take seconds. */
const mostFound = 10_000
/** So many are enough where texts have to be read to find them: all that mention two common words take seconds. */
const enoughCompared = 100
/** Newest runs that are looked through first: a common word is found often enough in them. */
const firstSize = 16_000

export type FoundText = {
  /** Put over the filter it takes the runs that have the text in its place, since the oldest of them where it is capped. */
  narrowed: Pick<ResolvedRunFilter, 'q' | 'keys' | 'fromNs'>
  /** Whether older runs have the text too. */
  capped: boolean
  /** Begins of the first and the last of them; null without any. */
  bounds: { firstNs: string | null; lastNs: string | null }
}

/** Looks a filter's text up once, for all the statements that then count its runs. Null for a filter without text. */
export async function findText(ctx: ServiceContext, filter: ResolvedRunFilter): Promise<FoundText | null> {
  if ((filter.q ?? '').trim() === '') return null
  const known = await findTerms(ctx.db, ctx.scope, filter)
  const { rows: found, isWhole } = await findRuns(ctx, known)
  const kept = found.slice(0, mostFound)
  const keys = runKeysOf(kept)
  const bounds = { firstNs: kept.at(-1)?.started_ns ?? null, lastNs: kept[0]?.started_ns ?? null }
  const capped = found.length > mostFound || !isWhole
  const since = capped && bounds.firstNs !== null ? { fromNs: bounds.firstNs } : {}
  return { narrowed: { q: undefined, keys, ...since }, capped, bounds }
}

async function findRuns({ db, scope }: ServiceContext, filter: ResolvedRunFilter): Promise<Found<MatchingRun>> {
  const most = mostFound + 1
  if (isRare(filter)) return { rows: await matchingRuns(db, scope, { filter, limit: most }), isWhole: true }
  const enough = isOfWords(filter) ? mostFound : enoughCompared
  const windows = await filterWindows(db, scope, { filter, order: 'desc', after: null, firstSize })
  return lookThrough(windows, enough + 1, (within, found) =>
    matchingRuns(db, scope, { filter: within, limit: most - found }),
  )
}
