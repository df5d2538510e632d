import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { createLoader, type SearchParams } from 'nuqs/server'
import { choiceOf } from '#components/layout/cookie-choice.ts'
import { runViewChoice } from '#components/run/run-views.ts'
import { apiPaths } from '#lib/paths.ts'
import { prefetchRun } from '#lib/server/prefetch-run.ts'
import { prefetched } from '#lib/server/prefetch.ts'
import { RunClient } from './client.tsx'
import { runParams } from './search-params.ts'

type RunPageProps = { params: Promise<{ project: string; runId: string }>; searchParams: Promise<SearchParams> }

const loadParams = createLoader(runParams)

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  const { runId } = await params
  return { title: `Run ${runId.slice(0, 8)}` }
}

export default async function RunPage({ params, searchParams }: RunPageProps) {
  const { project, runId } = await params
  const { view, span, root } = await loadParams(searchParams)
  const keptView = choiceOf(runViewChoice, (await cookies()).get(runViewChoice.cookie)?.value)
  const firstScreen = await prefetchRun(project, runId, { view: view ?? keptView, spanId: span, rootId: root })
  return (
    <HydrationBoundary state={prefetched()}>
      {/* An element: react-dom's preload() would come with the page's data, which waits for the scripts. */}
      <link rel="preload" as="fetch" crossOrigin="anonymous" href={apiPaths.runSpanColumns(project, runId)} />
      <RunClient key={runId} project={project} runId={runId} keptView={keptView} firstScreen={firstScreen} />
    </HydrationBoundary>
  )
}
