import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { prefetched, prefetchMe, prefetchProjects } from '#lib/server/prefetch.ts'
import { ProjectsClient } from './client.tsx'

export const metadata: Metadata = { title: 'Projects' }

export default async function ProjectsPage() {
  await Promise.all([prefetchMe(), prefetchProjects()])
  return (
    <HydrationBoundary state={prefetched()}>
      <ProjectsClient />
    </HydrationBoundary>
  )
}
