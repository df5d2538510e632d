import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { prefetchBudget } from '#lib/server/prefetch-budgets.ts'
import { prefetched } from '#lib/server/prefetch.ts'
import { BudgetClient } from './client.tsx'

export const metadata: Metadata = { title: 'Budget' }

type BudgetPageProps = { params: Promise<{ project: string; budgetId: string }> }

export default async function BudgetPage({ params }: BudgetPageProps) {
  const { project, budgetId } = await params
  await prefetchBudget(project, budgetId)
  return (
    <HydrationBoundary state={prefetched()}>
      <BudgetClient project={project} budgetId={budgetId} />
    </HydrationBoundary>
  )
}
