import { queryOptions } from '@tanstack/react-query'
import { Me } from '#lib/domain/access/account.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson } from './http.ts'

/** Roles change by hand, and every answer is checked by the server anyway. */
const staleMs = 30_000

export const meQueries = {
  /** Who is signed in, and the projects that are open to them. */
  me: () =>
    queryOptions({
      queryKey: ['account', 'me'],
      queryFn: ({ signal }) => getJson(apiPaths.me, Me, signal),
      staleTime: staleMs,
    }),
}
