'use client'

import { useQuery } from '@tanstack/react-query'
import { meQueries } from '#lib/api/me.ts'
import { homeProject } from '#lib/domain/access/last-project.ts'
import { readLastProject } from './use-last-project.ts'
import { useHydrated } from './use-hydrated.ts'

/** Where a page of no project leads to: the project one was in last, else another that is open; null while there is none. */
export function useHomeProject(): string | null {
  const me = useQuery(meQueries.me())
  const last = useHydrated() ? readLastProject() : undefined
  return homeProject(me.data?.projects ?? [], last)?.project ?? null
}
