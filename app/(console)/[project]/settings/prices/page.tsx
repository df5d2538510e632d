import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { RoleTooSmall } from '#components/access/role-too-small.tsx'
import { prefetched } from '#lib/server/prefetch.ts'
import { prefetchPrices } from '#lib/server/prefetch-settings.ts'
import { PricesClient } from './client.tsx'

export const metadata: Metadata = { title: 'Prices' }

type PricesPageProps = { params: Promise<{ project: string }> }

export default async function PricesPage({ params }: PricesPageProps) {
  const { project } = await params
  if (!(await prefetchPrices(project))) return <RoleTooSmall title="Prices" needs="members" />
  return (
    <HydrationBoundary state={prefetched()}>
      <PricesClient project={project} />
    </HydrationBoundary>
  )
}
