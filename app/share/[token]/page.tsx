import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { createLoader, type SearchParams } from 'nuqs/server'
import { projectOfShare } from '#lib/paths.ts'
import { prefetchFirstScreen, prefetchSharedRun } from '#lib/server/prefetch-run.ts'
import { prefetched } from '#lib/server/prefetch.ts'
import { SharedRunClient } from './client.tsx'
import { sharedRunParams } from './search-params.ts'

type SharePageProps = { params: Promise<{ token: string }>; searchParams: Promise<SearchParams> }

const loadParams = createLoader(sharedRunParams)

export const metadata: Metadata = {
  title: 'Shared run',
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
}

/** One run for somebody who has its link and nothing else. */
export default async function SharePage({ params, searchParams }: SharePageProps) {
  const { token } = await params
  const shared = await prefetchSharedRun(token)
  if (shared.state !== 'open') notFound()
  const { view, span, root } = await loadParams(searchParams)
  const { run, ctx, expiresAt } = shared
  const firstScreen = await prefetchFirstScreen(ctx, run, { view, spanId: span, rootId: root })
  return (
    <HydrationBoundary state={prefetched()}>
      <SharedRunClient
        project={projectOfShare(token)}
        runId={run.runId}
        expiresAt={expiresAt}
        firstScreen={firstScreen}
      />
    </HydrationBoundary>
  )
}
