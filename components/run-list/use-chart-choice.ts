'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { SlotRange } from '#components/charts/slots.ts'
import { runQueries, type RunListFilter } from '#lib/api/runs.ts'
import type { RunMetrics } from '#lib/domain/metrics.ts'
import type { Run } from '#lib/domain/run.ts'
import { narrowedTo, sumBuckets } from './run-chart-series.ts'

type ChartChoice = {
  project: string
  filter: RunListFilter
  onNarrow: (range: { from: string; to: string }) => void
  onOpen: (run: Run) => void
}

/** What was chosen in a chart: the one run that is there, or the list of its time. */
export function useChartChoice({ project, filter, onNarrow, onOpen }: ChartChoice) {
  const client = useQueryClient()
  return async (metrics: RunMetrics, slots: SlotRange): Promise<void> => {
    const range = narrowedTo(metrics, slots)
    if (sumBuckets(metrics, slots).runs !== 1) return onNarrow(range)
    // The list says what went wrong, where it did.
    const found = await client.infiniteQuery(runQueries.list(project, { ...filter, ...range })).catch(() => undefined)
    const [run, another] = found?.pages[0]?.items ?? []
    if (run === undefined || another !== undefined) onNarrow(range)
    else onOpen(run)
  }
}
