import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { createLoader, type SearchParams } from 'nuqs/server'
import { ProjectId } from '#lib/domain/project.ts'
import { prefetched } from '#lib/server/prefetch.ts'
import { prefetchPrintedStatement } from '#lib/server/prefetch-chargeback.ts'
import { PrintClient } from './client.tsx'
import { printedChoice, printParams } from './search-params.ts'

export const metadata: Metadata = { title: 'Statement' }

type PrintPageProps = { params: Promise<{ project: string }>; searchParams: Promise<SearchParams> }

const loadParams = createLoader(printParams)

/** Outside of the console's frame: what stands here goes on paper. */
export default async function PrintPage({ params, searchParams }: PrintPageProps) {
  const project = ProjectId.safeParse((await params).project)
  if (!project.success) notFound()
  const isOpen = await prefetchPrintedStatement(project.data, printedChoice(await loadParams(searchParams)))
  if (!isOpen) notFound()
  return (
    <HydrationBoundary state={prefetched()}>
      <PrintClient project={project.data} />
    </HydrationBoundary>
  )
}
