import type { Scope } from '#lib/domain/access/scope.ts'
import type { Database } from '../../client.ts'
import type { ResolvedRunFilter } from '../../sql/filters.ts'
import type { PageCursor, SortOrder } from '../../sql/run-sort.ts'
import { runWindows } from './run-windows.ts'

type Windows = {
  filter: ResolvedRunFilter
  order: SortOrder
  /** The row before the first, in a list by time. */
  after: PageCursor | null
  /** Runs up to the end of each window, counted from where the list begins. */
  sizes: readonly number[]
}

/** `bucket` is within a day of `started_at`, with an hour to spare. */
const bucketSlackSeconds = 90_000

/** The filter cut into windows of time, in the order of the list; the first is open towards its begin, the last towards its end. */
export async function filterWindows(
  db: Database,
  scope: Scope,
  { filter, order, after, sizes }: Windows,
): Promise<ResolvedRunFilter[]> {
  const from = order === 'asc' ? laterOf(filter.fromNs, after?.value) : filter.fromNs
  const to = order === 'desc' ? earlierOf(filter.toNs, after?.value) : filter.toNs
  const windows = await runWindows(db, scope, {
    order,
    fromSeconds: from === undefined ? 0 : Math.min(maxSeconds, Math.max(0, secondsOf(from) - bucketSlackSeconds)),
    toSeconds: to === undefined ? maxSeconds : Math.min(maxSeconds, secondsOf(to) + bucketSlackSeconds),
    sizes: [...sizes],
  })
  const edges = windows.slice(0, -1).map(({ first_second, last_second }) => {
    const seconds = order === 'desc' ? first_second : last_second + 3600
    return (BigInt(seconds) * 1_000_000_000n).toString()
  })
  return [null, ...edges].map((edge, index) => {
    const next = edges[index] ?? null
    const [low, high] = order === 'desc' ? [next, edge] : [edge, next]
    return { ...filter, ...between(laterOf(filter.fromNs, low), earlierOf(filter.toNs, high)) }
  })
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
