import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { prefetched, prefetchKeys } from '#lib/server/prefetch.ts'
import { KeysClient } from './client.tsx'

export const metadata: Metadata = { title: 'API keys' }

type KeysPageProps = { params: Promise<{ project: string }> }

export default async function KeysPage({ params }: KeysPageProps) {
  const { project } = await params
  await prefetchKeys(project)
  return (
    <HydrationBoundary state={prefetched()}>
      <KeysClient project={project} />
    </HydrationBoundary>
  )
}
