'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { lazy, Suspense, useState } from 'react'
import { TimeRangePicker } from '#components/filters/time-range-picker.tsx'
import { EndpointSnippets } from '#components/ingest/endpoint-snippets.tsx'
import { IngestFigures } from '#components/ingest/ingest-figures.tsx'
import { IngestSkeleton } from '#components/ingest/ingest-skeleton.tsx'
import { ExampleTable, KeyTable, ReasonTable } from '#components/ingest/outcome-tables.tsx'
import { LostPartTable } from '#components/ingest/lost-part-table.tsx'
import { ProcessList } from '#components/ingest/process-list.tsx'
import { LiveToggle } from '#components/layout/live-toggle.tsx'
import { TopBar } from '#components/layout/top-bar.tsx'
import { useNow } from '#components/layout/use-now.ts'
import { usePreferences } from '#components/layout/use-preferences.ts'
import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import { ListError } from '#components/run-list/list-error.tsx'
import { otlpEndpoints } from '#components/run-list/otlp-endpoints.ts'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { ingestQueries } from '#lib/api/ingest.ts'
import { projectQueries } from '#lib/api/projects.ts'
import { allTime, ingestHealthParams, rangeOf } from './search-params.ts'

const tickMs = 10_000
const refreshMs = 5_000

const IngestCharts = lazy(() =>
  import('#components/ingest/ingest-charts.tsx').then((module) => ({ default: module.IngestCharts })),
)

/** What became of everything that was sent, and how the way in is doing now. */
export function IngestHealthClient({ project }: { project: string }) {
  const [params, setParams] = useQueryStates(ingestHealthParams)
  const [{ live }] = usePreferences()
  const [pickingTime, setPickingTime] = useState(false)
  const nowMs = useNow(tickMs)
  const health = useQuery({
    ...ingestQueries.health(project, rangeOf(params)),
    refetchInterval: live ? refreshMs : false,
    placeholderData: keepPreviousData,
  })
  const status = useQuery(projectQueries.status(project))
  const narrow = (range: { from: string | null; to: string | null }) =>
    void setParams({ from: range.from ?? allTime, to: range.to }, { history: 'push' })
  useShortcuts('Ingest', [{ keys: ['d'], label: 'Choose the time range', run: () => setPickingTime(true) }])

  return (
    <>
      <TopBar
        title="Ingest"
        actions={
          <>
            <TimeRangePicker range={params} onChange={narrow} open={pickingTime} onOpenChange={setPickingTime} />
            <LiveToggle
              refresh={{
                subject: JSON.stringify(params),
                everyMs: refreshMs,
                answeredMs: health.dataUpdatedAt,
                failed: health.isError,
              }}
            />
          </>
        }
      />
      {health.data ? (
        <ScrollArea label="Ingest" className="flex-1">
          <IngestFigures health={health.data} />
          <LostPartTable parts={health.data.state.lostParts} />
          <Suspense fallback={<div className="h-15 border-b max-wide:h-45" />}>
            <IngestCharts health={health.data} nowMs={nowMs} onNarrow={narrow} />
          </Suspense>
          <ReasonTable health={health.data} nowMs={nowMs} />
          <KeyTable health={health.data} nowMs={nowMs} />
          <ExampleTable project={project} health={health.data} nowMs={nowMs} />
          <div className="grid grid-cols-[minmax(0,1fr)] wide:grid-cols-2">
            <ProcessList state={health.data.state} nowMs={nowMs} />
            {status.data ? <EndpointSnippets endpoints={otlpEndpoints(status.data)} /> : null}
          </div>
        </ScrollArea>
      ) : health.isError ? (
        <ListError what="Outcomes" error={health.error} onRetry={() => void health.refetch()} />
      ) : (
        <IngestSkeleton />
      )}
    </>
  )
}
