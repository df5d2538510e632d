'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { useEffect } from 'react'
import { RunExportMenu } from '#components/export/run-export-menu.tsx'
import { TopBar } from '#components/layout/top-bar.tsx'
import { useCookieChoice } from '#components/layout/use-cookie-choice.ts'
import { useRememberRun } from '#components/layout/use-recent-runs.ts'
import { BeforeSpans } from '#components/run/first-screen/before-spans.tsx'
import { loadViews } from '#components/run/lazy-views.ts'
import { NeighbourButtons } from '#components/run/neighbour-buttons.tsx'
import { PrefetchRun } from '#components/run/prefetch-run.tsx'
import { RunBodyContainer } from '#components/run/run-body-container.tsx'
import { runViewChoice, type RunViewName } from '#components/run/run-views.ts'
import { retryMs } from '#lib/api/query-client.ts'
import { decodeRunList } from '#lib/api/run-list-link.ts'
import { useRunNeighbours } from '#lib/api/run-neighbours.ts'
import { runQueries } from '#lib/api/runs.ts'
import type { Run } from '#lib/domain/run.ts'
import { paths } from '#lib/paths.ts'
import type { FirstScreen } from '#lib/run-view/first-screen.ts'
import { runParams } from './search-params.ts'

/** How often a growing run is asked for; big runs are assembled less often. */
function pollMs(run: Run | undefined): number | false {
  if (run?.endReason !== 'running') return false
  if (run.spanCount > 10_000) return 10_000
  return run.spanCount > 2_000 ? 5_000 : 2_000
}

type RunClientProps = {
  project: string
  runId: string
  /** The reader's own view, as the server has read it. */
  keptView: RunViewName
  firstScreen: FirstScreen | null
}

export function RunClient({ project, runId, keptView, firstScreen }: RunClientProps) {
  const router = useRouter()
  const [{ view: linkedView, span, root, from }, setParams] = useQueryStates(runParams)
  const [ownView, setOwnView] = useCookieChoice(runViewChoice, keptView)
  const view = linkedView ?? ownView
  const hasPanel = span !== null
  useEffect(() => loadViews(view, hasPanel), [view, hasPanel])
  const neighbours = useRunNeighbours(project, runId, from)

  const detail = useQuery({
    ...runQueries.detail(project, runId),
    refetchInterval: ({ state }) => retryMs(state) || pollMs(state.data),
  })
  const run = detail.data
  useRememberRun(run)
  const spans = useQuery({
    ...runQueries.spans(project, runId),
    // Asked again as soon as the run has a newer version than its spans.
    refetchInterval: ({ state }) => retryMs(state) || (isOlder(state.data?.version, run?.version) ? 1_000 : false),
  })

  const openRun = (next: { runId: string } | null) => {
    if (next !== null) router.push(paths.run(project, next.runId, from === '' ? {} : { from }))
  }
  const select = (spanId: string | null) => void setParams({ span: spanId })
  const error = detail.error ?? spans.error
  const retry = () => void Promise.all([detail.refetch(), spans.refetch()])
  return (
    <>
      <TopBar
        title={
          <>
            <Link href={paths.runs(project, listQuery(from))} className="text-ink-2 hover:text-ink">
              Runs
            </Link>
            <span className="px-1.5 font-normal text-line-strong">/</span>
            <code className="font-medium">{runId.slice(0, 8)}</code>
          </>
        }
        actions={
          <>
            <RunExportMenu project={project} runId={runId} />
            <NeighbourButtons neighbours={neighbours} onOpen={openRun} />
          </>
        }
      />
      {neighbours.next ? <PrefetchRun project={project} runId={neighbours.next.runId} /> : null}
      {neighbours.previous ? <PrefetchRun project={project} runId={neighbours.previous.runId} /> : null}
      {run !== undefined && spans.data !== undefined && spans.data.nodes.length > 0 ? (
        <RunBodyContainer
          run={run}
          spans={spans.data}
          view={view}
          onView={(next) => {
            setOwnView(next)
            void setParams({ view: next })
          }}
          selectedId={span}
          onSelect={select}
          rootId={root}
          onRoot={(next) => void setParams({ root: next })}
        />
      ) : (
        <BeforeSpans
          run={run}
          spans={spans.data}
          error={error}
          onRetry={retry}
          firstScreen={firstScreen}
          place={{ view, spanId: span, rootId: root }}
          onSelect={select}
        />
      )}
    </>
  )
}

function isOlder(version: number | undefined, than: number | undefined): boolean {
  return version !== undefined && than !== undefined && version < than
}

/** The list's address as it was when the run was opened. */
function listQuery(from: string) {
  return { ...decodeRunList(from) }
}
