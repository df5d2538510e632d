import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { prefetchBudgets } from '#lib/server/prefetch-budgets.ts'
import { prefetched } from '#lib/server/prefetch.ts'
import { BudgetsClient } from './client.tsx'

export const metadata: Metadata = { title: 'Budgets' }

type BudgetsPageProps = { params: Promise<{ project: string }> }

export default async function BudgetsPage({ params }: BudgetsPageProps) {
  const { project } = await params
  await prefetchBudgets(project)
  return (
    <HydrationBoundary state={prefetched()}>
      <BudgetsClient project={project} />
    </HydrationBoundary>
  )
}
