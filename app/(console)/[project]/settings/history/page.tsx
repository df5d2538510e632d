import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { RoleTooSmall } from '#components/access/role-too-small.tsx'
import { prefetched } from '#lib/server/prefetch.ts'
import { prefetchHistory } from '#lib/server/prefetch-settings.ts'
import { HistoryClient } from './client.tsx'
import { historyParams } from './search-params.ts'

export const metadata: Metadata = { title: 'History' }

type HistoryPageProps = { params: Promise<{ project: string }>; searchParams: Promise<SearchParams> }

const loadParams = createLoader(historyParams)

export default async function HistoryPage({ params, searchParams }: HistoryPageProps) {
  const { project } = await params
  const isOpen = await prefetchHistory(project, await loadParams(searchParams))
  if (!isOpen) return <RoleTooSmall title="History" needs="editors and admins" />
  return (
    <HydrationBoundary state={prefetched()}>
      <HistoryClient project={project} />
    </HydrationBoundary>
  )
}
