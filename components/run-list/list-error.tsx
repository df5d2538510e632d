'use client'

import { CloudOff, ListX } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Button, buttonClasses } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ApiError } from '#lib/api/http.ts'

type ListErrorProps = { what: string; error: Error; onRetry: () => void }

/** What happened, whether data is safe, what to do. */
export function ListError({ what, error, onRetry }: ListErrorProps) {
  const isBadAddress = error instanceof ApiError && error.code === 'bad_request'
  return isBadAddress ? <BadAddress error={error} /> : <ReadingFailed what={what} error={error} onRetry={onRetry} />
}

/** Asking again would not help: the way out is the list without its filters. */
function BadAddress({ error }: { error: ApiError }) {
  const pathname = usePathname()
  return (
    <EmptyState
      icon={<ListX aria-hidden />}
      title="This address has a filter that means nothing"
      actions={
        <Link href={pathname} className={buttonClasses({ variant: 'primary' })}>
          Clear filters
        </Link>
      }
    >
      {error.message}
    </EmptyState>
  )
}

function ReadingFailed({ what, error, onRetry }: ListErrorProps) {
  const requestId = error instanceof ApiError ? error.requestId : null
  return (
    <EmptyState
      icon={<CloudOff aria-hidden />}
      title={`${what} could not be loaded`}
      actions={
        <Button variant="primary" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      <p>{error.message}</p>
      <p className="pt-1">Reading failed, nothing was changed: what was received before stays stored.</p>
      {requestId === null ? null : <p className="pt-1 font-mono text-sm text-ink-3">request {requestId}</p>}
    </EmptyState>
  )
}
