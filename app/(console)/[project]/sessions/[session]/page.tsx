import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { Suspense } from 'react'
import { decodeSegment } from '#lib/paths.ts'
import { prefetched, prefetchSession } from '#lib/server/prefetch.ts'
import { SessionClient } from './client.tsx'

type SessionPageProps = { params: Promise<{ project: string; session: string }> }

export async function generateMetadata({ params }: SessionPageProps): Promise<Metadata> {
  return { title: `Session ${decodeSegment((await params).session).slice(0, 16)}` }
}

export default async function SessionPage({ params }: SessionPageProps) {
  const { project, session: encoded } = await params
  const session = decodeSegment(encoded)
  await prefetchSession(project, session)
  return (
    <HydrationBoundary state={prefetched()}>
      <Suspense>
        <SessionClient key={session} project={project} session={session} />
      </Suspense>
    </HydrationBoundary>
  )
}
