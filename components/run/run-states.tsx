'use client'

import { Archive, TriangleAlert } from 'lucide-react'
import type { Run } from '#lib/domain/run.ts'
import { NothingThere } from '#components/layout/nothing-there.tsx'
import { useShell } from '#components/layout/shell-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { AppError } from '#lib/domain/errors.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { paths } from '#lib/paths.ts'

export function RunLoading() {
  return (
    <output aria-label="Loading the run" className="flex flex-col gap-3 p-4">
      <Skeleton className="h-5 w-2/3" />
      <Skeleton className="w-1/2" />
      <Skeleton className="mt-6 w-5/6" />
      <Skeleton className="w-3/4" />
      <Skeleton className="w-4/5" />
    </output>
  )
}

export function RunNotFound() {
  const { project } = useShell()
  return (
    <NothingThere what="run" href={paths.runs(project)} way="Go to the runs">
      It is not in this project, has passed its retention, or its spans have not arrived yet. A run appears a few
      seconds after its first spans.
    </NothingThere>
  )
}

type RunErrorProps = { error: Error; onRetry: () => void }

export function RunError({ error, onRetry }: RunErrorProps) {
  if (error instanceof AppError && error.code === 'not_found') return <RunNotFound />
  return (
    <EmptyState
      icon={<TriangleAlert aria-hidden />}
      title="The run could not be loaded"
      actions={
        <Button variant="primary" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      {error.message}
    </EmptyState>
  )
}

/** The row of a run outlives its spans when they have a shorter retention. */
export function SpansGone({ run }: { run: Run }) {
  return (
    <EmptyState icon={<Archive aria-hidden />} title="The spans of this run are gone">
      {formatCountExact(run.spanCount)} spans were recorded and have passed their retention. The figures above are what
      remains of the run.
    </EmptyState>
  )
}

/** Lists that were cut say so. */
export function TruncatedNote({ shown, total }: { shown: number; total: number }) {
  if (shown >= total) return null
  return (
    <output className="block shrink-0 border-b bg-warn-soft px-4 py-1 text-sm">
      Showing the first {formatCountExact(shown)} of {formatCountExact(total)} spans. Totals above count all of them.
    </output>
  )
}

/** A link may name a span that is not (or no longer) in the list. */
export function UnknownSpanNote({ onClear }: { onClear: () => void }) {
  return (
    <output className="flex shrink-0 items-center gap-3 border-b bg-warn-soft px-4 py-1 text-sm">
      The linked span is not in this run. It may still be on its way.
      <Button variant="link" size="inline" onClick={onClear}>
        Dismiss
      </Button>
    </output>
  )
}
