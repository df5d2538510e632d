import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { apiPaths } from '#lib/paths.ts'
import { prefetched, prefetchRun } from '#lib/server/prefetch.ts'
import { RunClient } from './client.tsx'

type RunPageProps = { params: Promise<{ project: string; runId: string }> }

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  const { runId } = await params
  return { title: `Run ${runId.slice(0, 8)}` }
}

export default async function RunPage({ params }: RunPageProps) {
  const { project, runId } = await params
  await prefetchRun(project, runId)
  return (
    <HydrationBoundary state={prefetched()}>
      {/* An element: react-dom's preload() would come with the page's data, which waits for the scripts. */}
      <link rel="preload" as="fetch" crossOrigin="anonymous" href={apiPaths.runSpanColumns(project, runId)} />
      <Suspense>
        <RunClient key={runId} project={project} runId={runId} />
      </Suspense>
    </HydrationBoundary>
  )
}
