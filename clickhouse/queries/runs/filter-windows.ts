import type { Scope } from '#lib/domain/access/scope.ts'
import type { Database } from '../../client.ts'
import type { ResolvedRunFilter } from '../../sql/filters.ts'
import type { PageCursor, SortOrder } from '../../sql/run-sort.ts'
import { runWindows } from './run-windows.ts'

type List = {
  filter: ResolvedRunFilter
  order: SortOrder
  /** The row before the first, in a list by time. */
  after: PageCursor | null
  /** About so many runs are in the first window; each further one adds two fifths to what was looked at. */
  firstSize?: number
}

export type FilterWindows = {
  /** Runs from where the list begins to the end of each window; the last holds the rest. */
  sizes: number[]
  /** The filter within one window, or from one to another. */
  between: (first: number, last: number) => ResolvedRunFilter
}

/** `bucket` is within a day of `started_at`, with an hour to spare. */
const bucketSlackSeconds = 90_000

/** A page is usually in these; for a search each look costs more. */
const usualSize = { plain: 2_000, text: 4_000 }
const growth = Math.SQRT2
/** Enough for billions of runs. */
const mostWindows = 42

/** The filter cut into windows of time, in the order of the list; the first is open towards its begin, the last towards its end. */
export async function filterWindows(
  db: Database,
  scope: Scope,
  { filter, order, after, firstSize = filter.q === undefined ? usualSize.plain : usualSize.text }: List,
): Promise<FilterWindows> {
  const from = order === 'asc' ? laterOf(filter.fromNs, after?.value) : filter.fromNs
  const to = order === 'desc' ? earlierOf(filter.toNs, after?.value) : filter.toNs
  const sizeOf = (window: number) => Math.round(firstSize * growth ** window)
  const windows = await runWindows(db, scope, {
    order,
    fromSeconds: from === undefined ? 0 : Math.min(maxSeconds, Math.max(0, secondsOf(from) - bucketSlackSeconds)),
    toSeconds: to === undefined ? maxSeconds : Math.min(maxSeconds, secondsOf(to) + bucketSlackSeconds),
    sizes: Array.from({ length: mostWindows }, (_, index) => sizeOf(index)),
  })
  const edges = windows.slice(0, -1).map(({ first_second, last_second }) => {
    const seconds = order === 'desc' ? first_second : last_second + 3600
    return (BigInt(seconds) * 1_000_000_000n).toString()
  })
  return {
    sizes: windows.length === 0 ? [0] : windows.map(({ window }) => sizeOf(window)),
    between: (first, last) => {
      const [begin, end] = [edges[first - 1] ?? null, edges[last] ?? null]
      const [low, high] = order === 'desc' ? [end, begin] : [begin, end]
      return { ...filter, ...between(laterOf(filter.fromNs, low), earlierOf(filter.toNs, high)) }
    },
  }
}

/** What 32 bits can say. */
const maxSeconds = 4_294_967_295

function secondsOf(nanos: string): number {
  return Number(BigInt(nanos) / 1_000_000_000n)
}

function between(fromNs: string | undefined, toNs: string | undefined): { fromNs?: string; toNs?: string } {
  return { ...(fromNs === undefined ? {} : { fromNs }), ...(toNs === undefined ? {} : { toNs }) }
}

function laterOf(a: string | undefined, b: string | null | undefined): string | undefined {
  if (a === undefined || b === undefined || b === null) return a ?? b ?? undefined
  return BigInt(a) > BigInt(b) ? a : b
}

function earlierOf(a: string | undefined, b: string | null | undefined): string | undefined {
  if (a === undefined || b === undefined || b === null) return a ?? b ?? undefined
  return BigInt(a) < BigInt(b) ? a : b
}
