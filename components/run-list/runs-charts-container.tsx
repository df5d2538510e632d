'use client'

import { useQuery } from '@tanstack/react-query'
import { lazy, memo, Suspense } from 'react'
import { useLatest } from '#components/layout/use-latest.ts'
import { useIsNarrow } from '#components/layout/use-media-query.ts'
import { usePreferences } from '#components/layout/use-preferences.ts'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { ApiError } from '#lib/api/http.ts'
import { runQueries, type RunListFilter } from '#lib/api/runs.ts'
import type { Run } from '#lib/domain/run.ts'
import type { SlotRange } from '#components/charts/slots.ts'
import { useChartChoice } from './use-chart-choice.ts'
import { runPollMs } from './use-run-list.ts'

type RunsChartsContainerProps = {
  project: string
  filter: RunListFilter
  live: boolean
  nowMs: number
  onNarrow: (range: { from: string; to: string }) => void
  onOpen: (run: Run) => void
}

const slowestPollMs = 15_000

/** The chart library comes after the list: rows are what the page is opened for. */
const RunsCharts = lazy(() => import('./runs-charts.tsx').then((module) => ({ default: memo(module.RunsCharts) })))

/** The row of charts above the list; it asks for nothing while it is hidden. */
export function RunsChartsContainer(props: RunsChartsContainerProps) {
  const { project, filter, live, nowMs } = props
  const choose = useChartChoice(props)
  const narrow = useIsNarrow()
  const [{ charts }] = usePreferences()
  const shown = charts && !narrow
  const metrics = useQuery({
    ...runQueries.metrics(project, filter),
    enabled: shown,
    refetchInterval: ({ state }) => (live ? pollMsOf(state.data?.bucketSeconds) : false),
  })
  const onSelect = useLatest((slots: SlotRange) => {
    if (metrics.data !== undefined) void choose(metrics.data, slots)
  })
  // A filter that means nothing is said once, by the list.
  if (!shown || (metrics.error instanceof ApiError && metrics.error.code === 'bad_request')) return null
  return (
    <section
      aria-label="Runs over time"
      aria-busy={metrics.isPlaceholderData}
      className={cn(
        'flex h-15 shrink-0 divide-x border-b max-narrow:hidden in-data-[charts=hidden]:hidden',
        metrics.isPlaceholderData && 'opacity-60',
      )}
    >
      {metrics.data ? (
        <Suspense fallback={<ChartsSkeleton />}>
          <RunsCharts project={project} filter={filter} metrics={metrics.data} nowMs={nowMs} onSelect={onSelect} />
        </Suspense>
      ) : metrics.isError ? (
        <p role="alert" className="flex items-center gap-2 px-3 text-sm text-ink-2">
          The charts could not be loaded. {metrics.error.message}
          <Button size="sm" onClick={() => void metrics.refetch()}>
            Try again
          </Button>
        </p>
      ) : (
        <ChartsSkeleton />
      )}
    </section>
  )
}

/** A tenth of a bucket, but as often as the list at most and every 15 s at least: long ranges change slowly and cost most. */
function pollMsOf(bucketSeconds = 0): number {
  return Math.max(runPollMs, Math.min(slowestPollMs, bucketSeconds * 100))
}

function ChartsSkeleton() {
  return ['runs', 'cost', 'p95'].map((chart) => (
    <div key={chart} className="flex flex-1 items-center gap-3 px-3">
      <Skeleton className="w-16 wide:w-20" />
      <Skeleton className="h-7 flex-1" />
    </div>
  ))
}
