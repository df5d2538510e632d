import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { RoleTooSmall } from '#components/access/role-too-small.tsx'
import { prefetched } from '#lib/server/prefetch.ts'
import { prefetchMembers } from '#lib/server/prefetch-settings.ts'
import { MembersClient } from './client.tsx'

export const metadata: Metadata = { title: 'Members' }

export default async function MembersPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  if (!(await prefetchMembers(project))) return <RoleTooSmall title="Members" needs="admins" />
  return (
    <HydrationBoundary state={prefetched()}>
      <MembersClient project={project} />
    </HydrationBoundary>
  )
}
