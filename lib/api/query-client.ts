import { QueryClient } from '@tanstack/react-query'
import { AppError } from '#lib/domain/errors.ts'

/** Answers younger than this are shown without asking again. */
const staleMs = 5_000
const retries = 2

/** One per request on the server, one for the life of the tab in the browser. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: staleMs, retry: shouldRetry } },
  })
}

/** Only what may go away by itself is tried again: a 404 stays a 404. */
function shouldRetry(failures: number, error: Error): boolean {
  if (failures >= retries) return false
  return !(error instanceof AppError) || error.code === 'unavailable' || error.code === 'rate_limited'
}
