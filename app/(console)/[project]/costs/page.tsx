import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { prefetchCosts, prefetched } from '#lib/server/prefetch.ts'
import { CostsClient } from './client.tsx'
import { costFilterOf, costParams, groupingOf } from './search-params.ts'

export const metadata: Metadata = { title: 'Costs' }

type CostsPageProps = { params: Promise<{ project: string }>; searchParams: Promise<SearchParams> }

const loadParams = createLoader(costParams)

export default async function CostsPage({ params, searchParams }: CostsPageProps) {
  const { project } = await params
  const state = await loadParams(searchParams)
  await prefetchCosts(project, costFilterOf(state), groupingOf(state), state.groups)
  return (
    <HydrationBoundary state={prefetched()}>
      <CostsClient project={project} />
    </HydrationBoundary>
  )
}
