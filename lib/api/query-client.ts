import { QueryClient } from '@tanstack/react-query'
import { AppError } from '#lib/domain/errors.ts'

/** Answers younger than this are shown without asking again. */
const staleMs = 5_000
/** After this long, doubled with every failure, what nobody answered is asked for again by itself. */
const awayMs = 10_000
const longestAwayMs = 300_000

/** One per request on the server, one for the life of the tab in the browser. */
export function createQueryClient({ retries = 2 } = {}): QueryClient {
  const retry = (failures: number, error: Error) => failures < retries && mayGoAway(error)
  return new QueryClient({
    defaultOptions: { queries: { staleTime: staleMs, retry, refetchInterval: ({ state }) => retryMs(state) } },
  })
}

type Failure = { status: string; error: Error | null; errorUpdateCount: number }

/** For queries that have an interval of their own once they have data. A search that is too much for the database is not pressed upon it. */
export function retryMs({ status, error, errorUpdateCount }: Failure): number | false {
  const isAway = status === 'error' && error instanceof AppError && error.code === 'unavailable'
  return isAway ? Math.min(longestAwayMs, awayMs * 2 ** (errorUpdateCount - 1)) : false
}

/** Only what may go away by itself is tried again: a 404 stays a 404. */
function mayGoAway(error: Error): boolean {
  return !(error instanceof AppError) || error.code === 'unavailable' || error.code === 'rate_limited'
}
