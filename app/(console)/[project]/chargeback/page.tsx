import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { RoleTooSmall } from '#components/access/role-too-small.tsx'
import { prefetched } from '#lib/server/prefetch.ts'
import { prefetchStatement } from '#lib/server/prefetch-chargeback.ts'
import { ChargebackClient } from './client.tsx'
import { chargebackParams, choiceOf } from './search-params.ts'

export const metadata: Metadata = { title: 'Chargeback' }

type ChargebackPageProps = { params: Promise<{ project: string }>; searchParams: Promise<SearchParams> }

const loadParams = createLoader(chargebackParams)

export default async function ChargebackPage({ params, searchParams }: ChargebackPageProps) {
  const { project } = await params
  const isOpen = await prefetchStatement(project, choiceOf(await loadParams(searchParams)))
  if (!isOpen) return <RoleTooSmall title="Chargeback" needs="members" />
  return (
    <HydrationBoundary state={prefetched()}>
      <ChargebackClient project={project} />
    </HydrationBoundary>
  )
}
