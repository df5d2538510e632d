import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { prefetched, prefetchSession } from '#lib/server/prefetch.ts'
import { SessionClient } from './client.tsx'

type SessionPageProps = { params: Promise<{ project: string; session: string }> }

export async function generateMetadata({ params }: SessionPageProps): Promise<Metadata> {
  return { title: `Session ${decodeURIComponent((await params).session).slice(0, 16)}` }
}

export default async function SessionPage({ params }: SessionPageProps) {
  const { project, session: encoded } = await params
  // A page gets its segments as they stand in the address; routes of the API get them decoded.
  const session = decodeURIComponent(encoded)
  await prefetchSession(project, session)
  return (
    <HydrationBoundary state={prefetched()}>
      <Suspense>
        <SessionClient key={session} project={project} session={session} />
      </Suspense>
    </HydrationBoundary>
  )
}
