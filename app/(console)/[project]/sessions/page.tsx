import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { prefetched, prefetchSessions } from '#lib/server/prefetch.ts'
import { SessionsClient } from './client.tsx'
import { sessionFilterOf, sessionListParams } from './search-params.ts'

export const metadata: Metadata = { title: 'Sessions' }

type SessionsPageProps = { params: Promise<{ project: string }>; searchParams: Promise<SearchParams> }

const loadParams = createLoader(sessionListParams)

export default async function SessionsPage({ params, searchParams }: SessionsPageProps) {
  const { project } = await params
  await prefetchSessions(project, sessionFilterOf(await loadParams(searchParams)))
  return (
    <HydrationBoundary state={prefetched()}>
      <SessionsClient project={project} />
    </HydrationBoundary>
  )
}
