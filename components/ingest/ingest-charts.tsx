'use client'

import { useMemo, useState } from 'react'
import { SlotBars } from '#components/charts/slot-bars.tsx'
import { SlotChart } from '#components/charts/slot-chart.tsx'
import type { SlotRange } from '#components/charts/slots.ts'
import type { IngestHealth } from '#lib/domain/ingest-health.ts'
import { formatCount, formatCountExact } from '#lib/format/count.ts'
import { msOfNs } from '#lib/format/time.ts'
import { formatTimeSpan } from '#lib/format/time-span.ts'
import { timeTicks } from '#lib/format/time-ticks.ts'
import { bucketSpan, sumBuckets } from './ingest-chart-series.ts'

type IngestChartsProps = {
  health: IngestHealth
  nowMs: number
  /** A range of time was chosen in a chart. */
  onNarrow: (range: { from: string; to: string }) => void
}

const ticksPerChart = 5

/** Accepted records, refused requests, and records with a flaw, over the same time. */
export function IngestCharts({ health, nowMs, onNarrow }: IngestChartsProps) {
  const [hovered, setHovered] = useState<number | null>(null)
  const marks = useMemo(() => marksOf(health), [health])
  const { accepted, refused, cut, notUnderstood } = health.totals
  const flawed = cut.records + notUnderstood.records
  const shared = {
    count: health.buckets.length,
    ticks: marks.ticks,
    hovered,
    onHover: setHovered,
    onSelect: (range: SlotRange) => {
      const { startMs, endMs } = bucketSpan(health, range)
      onNarrow({ from: new Date(startMs).toISOString(), to: new Date(endMs).toISOString() })
    },
    renderTip: (range: SlotRange) => <Tip health={health} range={range} nowMs={nowMs} />,
  }
  return (
    <section aria-label="Ingest over time" className="flex shrink-0 border-b max-wide:flex-col wide:h-15 wide:divide-x">
      <SlotChart
        label="Accepted"
        total={formatCount(accepted.records)}
        summary={`${formatCountExact(accepted.records)} records stored`}
        {...shared}
      >
        <SlotBars series={marks.accepted} />
      </SlotChart>
      <SlotChart
        label="Refused"
        total={formatCount(refused.requests)}
        summary={`${formatCountExact(refused.requests)} requests refused in part or as a whole`}
        {...shared}
      >
        <SlotBars series={marks.refused} />
      </SlotChart>
      <SlotChart
        label="Flawed"
        total={formatCount(flawed)}
        summary={`${formatCountExact(flawed)} records cut or not understood`}
        {...shared}
      >
        <SlotBars series={marks.flawed} />
      </SlotChart>
    </section>
  )
}

/** Kept while the figures are the same: hovering must not draw the marks again. */
function marksOf({ buckets }: IngestHealth) {
  return {
    accepted: [{ colour: 'var(--color-series-1)', values: buckets.map(({ accepted }) => accepted) }],
    refused: [{ colour: 'var(--color-bad)', values: buckets.map(({ refused }) => refused) }],
    flawed: [
      { colour: 'var(--color-warn)', values: buckets.map(({ notUnderstood }) => notUnderstood) },
      { colour: 'var(--color-series-other)', values: buckets.map(({ cut }) => cut) },
    ],
    ticks: timeTicks(
      buckets.map(({ startNs }) => msOfNs(startNs)),
      ticksPerChart,
    ),
  }
}

function Tip({ health, range, nowMs }: { health: IngestHealth; range: SlotRange; nowMs: number }) {
  const { startMs, endMs } = bucketSpan(health, range)
  const { accepted, refused, cut, notUnderstood } = sumBuckets(health, range)
  return (
    <div className="tabular grid gap-0.5">
      <span className="text-ink-2">{formatTimeSpan(startMs, endMs, nowMs)}</span>
      <span>{formatCountExact(accepted)} records accepted</span>
      {refused > 0 ? <span className="text-bad">{formatCountExact(refused)} requests refused</span> : null}
      {notUnderstood > 0 ? (
        <span className="text-warn">{formatCountExact(notUnderstood)} records not understood</span>
      ) : null}
      {cut > 0 ? <span className="text-ink-2">{formatCountExact(cut)} records cut</span> : null}
    </div>
  )
}
