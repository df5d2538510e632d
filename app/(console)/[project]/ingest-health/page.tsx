import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { prefetched, prefetchIngestHealth, prefetchStatus } from '#lib/server/prefetch.ts'
import { IngestHealthClient } from './client.tsx'
import { ingestHealthParams, rangeOf } from './search-params.ts'

export const metadata: Metadata = { title: 'Ingest' }

type IngestHealthPageProps = { params: Promise<{ project: string }>; searchParams: Promise<SearchParams> }

const loadParams = createLoader(ingestHealthParams)

export default async function IngestHealthPage({ params, searchParams }: IngestHealthPageProps) {
  const { project } = await params
  const range = rangeOf(await loadParams(searchParams))
  await Promise.all([prefetchIngestHealth(project, range), prefetchStatus(project)])
  return (
    <HydrationBoundary state={prefetched()}>
      <IngestHealthClient project={project} />
    </HydrationBoundary>
  )
}
