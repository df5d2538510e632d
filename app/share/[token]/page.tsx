import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Suspense } from 'react'
import { projectOfShare } from '#lib/paths.ts'
import { prefetched, prefetchSharedRun } from '#lib/server/prefetch.ts'
import { SharedRunClient } from './client.tsx'

type SharePageProps = { params: Promise<{ token: string }> }

export const metadata: Metadata = {
  title: 'Shared run',
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
}

/** One run for somebody who has its link and nothing else. */
export default async function SharePage({ params }: SharePageProps) {
  const { token } = await params
  const shared = await prefetchSharedRun(token)
  if (shared.state !== 'open') notFound()
  return (
    <HydrationBoundary state={prefetched()}>
      <Suspense>
        <SharedRunClient project={projectOfShare(token)} runId={shared.runId} expiresAt={shared.expiresAt} />
      </Suspense>
    </HydrationBoundary>
  )
}
