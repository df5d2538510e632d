'use client'

import { CloudOff, TriangleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { unavailableDigest } from '#lib/domain/errors.ts'

type ErrorPageProps = { error: unknown; retry: () => void }

/** Shown when a page fails to render; Next has logged the cause under the digest. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null
  return digest === unavailableDigest ? <Unavailable retry={retry} /> : <NotDrawn digest={digest} retry={retry} />
}

const retryEveryMs = 5_000

/** It may be back any moment: the page asks by itself. */
function Unavailable({ retry }: Pick<ErrorPageProps, 'retry'>) {
  useEffect(() => {
    const timer = setInterval(retry, retryEveryMs)
    return () => clearInterval(timer)
  }, [retry])
  return (
    <EmptyState
      icon={<CloudOff aria-hidden />}
      title="The database does not answer"
      actions={
        <Button variant="primary" onClick={retry}>
          Try again
        </Button>
      }
    >
      <p>It is away, stands still or is very busy. This page comes by itself as soon as it answers.</p>
      <p className="pt-1">What has been received is stored; senders that retry lose nothing meanwhile.</p>
    </EmptyState>
  )
}

function NotDrawn({ digest, retry }: { digest: string | null; retry: () => void }) {
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
