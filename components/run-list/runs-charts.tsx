'use client'

import { useMemo, useState } from 'react'
import { SlotBars } from '#components/charts/slot-bars.tsx'
import { SlotChart } from '#components/charts/slot-chart.tsx'
import { SlotLine } from '#components/charts/slot-line.tsx'
import type { SlotRange } from '#components/charts/slots.ts'
import { RunsCost } from '#components/run/cost/runs-cost.tsx'
import type { RunListFilter } from '#lib/api/runs.ts'
import type { RunMetrics } from '#lib/domain/metrics.ts'
import { msOfNs } from '#lib/format/time.ts'
import { timeTicks } from '#lib/format/time-ticks.ts'
import { runChartSeries } from './run-chart-series.ts'
import { runChartSummaries } from './run-chart-summaries.ts'
import { CostTotal, P95Total, RunsTotal } from './run-totals.tsx'
import { RunsChartTip } from './runs-chart-tip.tsx'

type RunsChartsProps = {
  project: string
  filter: RunListFilter
  metrics: RunMetrics
  nowMs: number
  /** A click chooses one slot, a drag several. */
  onSelect: (slots: SlotRange) => void
}

const ticksPerChart = 4

/** Runs, cost and 95th percentile of the duration over the time of the list, one slot a bucket. */
export function RunsCharts({ project, filter, metrics, nowMs, onSelect }: RunsChartsProps) {
  const [hovered, setHovered] = useState<number | null>(null)
  const marks = useMemo(() => marksOf(metrics), [metrics])
  const summaries = runChartSummaries(metrics, nowMs)
  const { totals } = metrics
  const { sort: _sort, order: _order, ...runFilter } = filter
  const shared = {
    count: metrics.buckets.length,
    ticks: marks.ticks,
    hovered,
    onHover: setHovered,
    onSelect,
    renderTip: (range: SlotRange) => <RunsChartTip metrics={metrics} range={range} nowMs={nowMs} />,
  }
  return (
    <>
      <SlotChart
        label="Runs"
        total={<RunsTotal totals={totals} capped={metrics.capped} />}
        summary={summaries.runs}
        {...shared}
      >
        <SlotBars series={marks.runs} />
      </SlotChart>
      <SlotChart
        label="Cost"
        total={
          <RunsCost project={project} of="these runs" filter={runFilter} costUsd={totals.costUsd}>
            <CostTotal totals={totals} />
          </RunsCost>
        }
        summary={summaries.cost}
        {...shared}
      >
        <SlotBars series={marks.cost} />
      </SlotChart>
      <SlotChart label="p95" total={<P95Total totals={totals} />} summary={summaries.p95} {...shared}>
        <SlotLine values={marks.p95} colour="var(--color-series-3)" />
      </SlotChart>
    </>
  )
}

/** Kept while the metrics are the same: hovering must not draw the marks again. */
function marksOf(metrics: RunMetrics) {
  const { goodRuns, badRuns, costUsd, p95DurationNs } = runChartSeries(metrics)
  return {
    runs: [
      { colour: 'var(--color-bad)', values: badRuns },
      { colour: 'var(--color-series-1)', values: goodRuns },
    ],
    cost: [{ colour: 'var(--color-series-2)', values: costUsd }],
    p95: p95DurationNs,
    ticks: timeTicks(
      metrics.buckets.map(({ startNs }) => msOfNs(startNs)),
      ticksPerChart,
    ),
  }
}
