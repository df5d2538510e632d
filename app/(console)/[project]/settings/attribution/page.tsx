import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { RoleTooSmall } from '#components/access/role-too-small.tsx'
import { prefetched } from '#lib/server/prefetch.ts'
import { prefetchAttribution } from '#lib/server/prefetch-settings.ts'
import { AttributionClient } from './client.tsx'

export const metadata: Metadata = { title: 'Attribution' }

type AttributionPageProps = { params: Promise<{ project: string }> }

export default async function AttributionPage({ params }: AttributionPageProps) {
  const { project } = await params
  if (!(await prefetchAttribution(project))) return <RoleTooSmall title="Attribution" needs="admins" />
  return (
    <HydrationBoundary state={prefetched()}>
      <AttributionClient project={project} />
    </HydrationBoundary>
  )
}
