'use client'

import { SearchX } from 'lucide-react'
import Link from 'next/link'
import { useShell } from '#components/layout/shell-context.tsx'
import { buttonClasses } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { paths } from '#lib/paths.ts'

export function SessionNotFound() {
  const { project } = useShell()
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title="There is no such session"
      actions={
        <Link href={paths.sessions(project)} className={buttonClasses({ variant: 'primary' })}>
          Go to the sessions
        </Link>
      }
    >
      It is not in this project, has passed its retention, or its first run has not arrived yet.
    </EmptyState>
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
