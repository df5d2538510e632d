'use client'

import { NothingThere } from '#components/layout/nothing-there.tsx'
import { useShell } from '#components/layout/shell-context.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { paths } from '#lib/paths.ts'

export function SessionNotFound() {
  const { project } = useShell()
  return (
    <NothingThere what="session" href={paths.sessions(project)} way="Go to the sessions">
      It is not in this project, has passed its retention, or its first run has not arrived yet.
    </NothingThere>
  )
}

export function SessionLoading() {
  return (
    <output aria-label="Loading the session" className="mx-auto grid w-full max-w-[calc(72ch+8rem)] gap-3 p-4">
      <Skeleton className="h-5 w-1/4" />
      <Skeleton className="w-5/6" />
      <Skeleton className="w-3/4" />
      <Skeleton className="mt-6 h-5 w-1/4" />
      <Skeleton className="w-4/5" />
    </output>
  )
}
