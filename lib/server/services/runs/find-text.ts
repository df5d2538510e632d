import { filterWindows } from '#clickhouse/queries/runs/filter-windows.ts'
import { findTerms, isOfWords, isRare } from '#clickhouse/queries/runs/find-terms.ts'
import { matchingRuns } from '#clickhouse/queries/runs/matching-runs.ts'
import type { ResolvedRunFilter } from '#clickhouse/sql/filters.ts'
import type { ServiceContext } from '../context.ts'

/** More runs of one search are not counted: a word that nearly every run has would take seconds. */
const mostFound = 10_000
/** So many are enough where texts have to be read to find them: all that mention two common words take seconds. */
const enoughCompared = 100
/** Newest runs that are looked through first: a common word is found often enough in them. */
const newest = [16_000, 64_000]

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
  const enough = isOfWords(known) ? mostFound : enoughCompared
  const windows = isRare(known) ? [known] : await newestFirst(ctx, known)
  const found: Awaited<ReturnType<typeof matchingRuns>> = []
  let looked = 0
  for (; looked < windows.length && found.length <= enough; looked += 1) {
    const limit = mostFound + 1 - found.length
    found.push(...(await matchingRuns(ctx.db, ctx.scope, { filter: windows[looked] ?? known, limit })))
  }
  const kept = found.slice(0, mostFound)
  const keys = {
    buckets: [...new Set(kept.map(({ bucket_hour }) => bucket_hour))],
    runIds: kept.map(({ run_id }) => run_id),
  }
  const bounds = { firstNs: kept.at(-1)?.started_ns ?? null, lastNs: kept[0]?.started_ns ?? null }
  const capped = found.length > mostFound || looked < windows.length
  const since = capped && bounds.firstNs !== null ? { fromNs: bounds.firstNs } : {}
  return { narrowed: { q: undefined, keys, ...since }, capped, bounds }
}

function newestFirst(ctx: ServiceContext, filter: ResolvedRunFilter): Promise<ResolvedRunFilter[]> {
  return filterWindows(ctx.db, ctx.scope, { filter, order: 'desc', after: null, sizes: newest })
}
