import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { RoleTooSmall } from '#components/access/role-too-small.tsx'
import { prefetched } from '#lib/server/prefetch.ts'
import { prefetchKeys } from '#lib/server/prefetch-settings.ts'
import { KeysClient } from './client.tsx'

export const metadata: Metadata = { title: 'API keys' }

type KeysPageProps = { params: Promise<{ project: string }> }

export default async function KeysPage({ params }: KeysPageProps) {
  const { project } = await params
  if (!(await prefetchKeys(project))) return <RoleTooSmall title="API keys" needs="admins" />
  return (
    <HydrationBoundary state={prefetched()}>
      <KeysClient project={project} />
    </HydrationBoundary>
  )
}
