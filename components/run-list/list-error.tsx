import { CloudOff } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ApiError } from '#lib/api/http.ts'

/** What happened, whether data is safe, what to do. */
export function ListError({ what, error, onRetry }: { what: string; error: Error; onRetry: () => void }) {
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
