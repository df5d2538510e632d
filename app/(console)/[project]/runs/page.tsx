import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { prefetched, prefetchRuns, prefetchStatus } from '#lib/server/prefetch.ts'
import { RunsClient } from './client.tsx'
import { filterOf, runListParams } from './search-params.ts'

export const metadata: Metadata = { title: 'Runs' }

type RunsPageProps = { params: Promise<{ project: string }>; searchParams: Promise<SearchParams> }

const loadParams = createLoader(runListParams)

export default async function RunsPage({ params, searchParams }: RunsPageProps) {
  const { project } = await params
  const filter = filterOf(await loadParams(searchParams))
  await Promise.all([prefetchRuns(project, filter), prefetchStatus(project)])
  return (
    <HydrationBoundary state={prefetched()}>
      <RunsClient project={project} />
    </HydrationBoundary>
  )
}
