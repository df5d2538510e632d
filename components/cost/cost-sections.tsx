'use client'

import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useTimeZone } from '#components/layout/use-time-zone.ts'
import { costQueries } from '#lib/api/costs.ts'
import type { CostDimension, CostSeries } from '#lib/domain/costs.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import type { Run } from '#lib/domain/run.ts'
import { CacheTable } from './cache-table.tsx'
import type { RunsHref } from './cost-links.ts'
import { DearestRuns } from './dearest-runs.tsx'
import { UntaggedTable } from './untagged-table.tsx'

type SectionProps = { project: string; filter: RunFilter; hrefOf: RunsHref }

const CostChart = lazy(() => import('./cost-chart.tsx').then((module) => ({ default: module.CostChart })))

type ChartSectionProps = Pick<SectionProps, 'project' | 'filter'> & {
  by: CostDimension
  nowMs: number
  hrefOf: RunsHref
  onOpen: (span: { startMs: number; endMs: number }) => void
  onNarrow: (span: { startMs: number; endMs: number }) => void
}

/** The series that the chart draws; the table takes its colours from it. */
export function useCostSeries(project: string, filter: RunFilter, by: CostDimension) {
  const timeZone = useTimeZone()
  return useQuery(costQueries.series(project, filter, { by, timeZone }))
}

export function ChartSection({ project, filter, ...chart }: ChartSectionProps) {
  const series = useCostSeries(project, filter, chart.by)
  if (series.data === undefined && series.isError)
    return <SectionError what="The chart" error={series.error} onRetry={() => void series.refetch()} />
  return (
    <Suspense fallback={<ChartPlace />}>
      {series.data === undefined ? (
        <ChartPlace />
      ) : (
        <DrawnChart series={series.data} stale={series.isPlaceholderData} {...chart} />
      )}
    </Suspense>
  )
}

function DrawnChart({
  stale,
  ...chart
}: Omit<ChartSectionProps, 'project' | 'filter'> & { series: CostSeries; stale: boolean }) {
  return (
    <div aria-busy={stale} className={stale ? 'opacity-60' : undefined}>
      <CostChart {...chart} />
    </div>
  )
}

function ChartPlace() {
  return (
    <div className="border-b px-3 py-3">
      <Skeleton className="h-44" />
    </div>
  )
}

export function DearestSection({
  project,
  filter,
  hrefOf,
  nowMs,
  runHref,
}: SectionProps & { nowMs: number; runHref: (run: Run) => string }) {
  const runs = useQuery(costQueries.dearest(project, filter))
  if (runs.data !== undefined)
    return <DearestRuns runs={runs.data.items} nowMs={nowMs} hrefOf={runHref} allHref={hrefOf({})} />
  return <Pending what="The most expensive runs" query={runs} />
}

export function CacheSection({ project, filter, hrefOf }: SectionProps) {
  const costs = useQuery(costQueries.cache(project, filter))
  if (costs.data !== undefined) return <CacheTable costs={costs.data} hrefOf={hrefOf} />
  return <Pending what="What caching saved" query={costs} />
}

export function UntaggedSection({ project, filter, hrefOf }: SectionProps) {
  const costs = useQuery(costQueries.untagged(project, filter))
  if (costs.data !== undefined) return <UntaggedTable costs={costs.data} hrefOf={hrefOf} />
  return <Pending what="Untagged cost" query={costs} />
}

type PendingProps = { what: string; query: { error: Error | null; refetch: () => unknown } }

function Pending({ what, query: { error, refetch } }: PendingProps) {
  if (error !== null) return <SectionError what={what} error={error} onRetry={() => void refetch()} />
  return (
    <div className="grid gap-3 px-3 pt-6 pb-3">
      <Skeleton className="w-40" />
      <Skeleton className="h-20" />
    </div>
  )
}

function SectionError({ what, error, onRetry }: { what: string; error: Error; onRetry: () => void }) {
  return (
    <p role="alert" className="flex flex-wrap items-center gap-2 px-3 py-4 text-sm text-ink-2">
      {what} could not be loaded. {error.message}
      <Button size="sm" onClick={onRetry}>
        Try again
      </Button>
    </p>
  )
}
