'use client'

import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { AppError } from '#lib/domain/errors.ts'
import { EntryFrame } from './entry-frame.tsx'

/** While it is looked up what a link is for. */
export function LinkLooking({ title }: { title: string }) {
  return (
    <EntryFrame title={title}>
      <output aria-busy aria-label="Looking at the link" className="flex flex-col gap-3">
        <Skeleton className="w-2/3" />
        <Skeleton className="h-8" />
        <Skeleton className="h-8" />
      </output>
    </EntryFrame>
  )
}

type LinkFailedProps = {
  error: Error
  onRetry: () => void
  /** The way on from a link that opens nothing. */
  children: ReactNode
}

/** A link that opens nothing, or one that could not be looked at. */
export function LinkFailed({ error, onRetry, children }: LinkFailedProps) {
  const code = error instanceof AppError ? error.code : 'internal'
  const isClosed = code === 'gone' || code === 'not_found' || code === 'bad_request'
  return (
    <EntryFrame title={isClosed ? 'This link opens nothing' : 'The link could not be looked at'} lead={error.message}>
      {isClosed ? (
        children
      ) : (
        <Button variant="primary" size="lg" onClick={onRetry}>
          Try again
        </Button>
      )}
    </EntryFrame>
  )
}
