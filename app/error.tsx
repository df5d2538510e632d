'use client'

import { TriangleAlert } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** Shown when a page fails to render; Next has logged the cause under the digest. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null
  return (
    <EmptyState
      icon={<TriangleAlert aria-hidden />}
      title="This page could not be drawn"
      actions={
        <Button variant="primary" onClick={retry}>
          Try again
        </Button>
      }
    >
      <p>What has been received is stored and not affected. If it happens again, report it with the server log.</p>
      {digest === null ? null : <p className="pt-1 font-mono text-sm text-ink-3">{digest}</p>}
    </EmptyState>
  )
}
