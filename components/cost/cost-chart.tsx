'use client'

import { useMemo, useState } from 'react'
import { SlotBars } from '#components/charts/slot-bars.tsx'
import { slotRange, type SlotRange } from '#components/charts/slots.ts'
import { useSlotPointer } from '#components/charts/use-slot-pointer.ts'
import { cn } from '#components/ui/cn.ts'
import type { CostDimension, CostSeries } from '#lib/domain/costs.ts'
import { narrowedToGroup } from '#lib/domain/query/cost-link.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { msOfNs } from '#lib/format/time.ts'
import { formatTimeSpan } from '#lib/format/time-span.ts'
import { timeTicks } from '#lib/format/time-ticks.ts'
import { formatUsd, formatUsdExact } from '#lib/format/usd.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'
import { costStacks, slotSpan, slotTotal, type CostStack } from './cost-chart-series.ts'
import type { RunsHref } from './cost-links.ts'
import { keyText } from './dimension-texts.ts'
import { UsdText } from './usd-text.tsx'

type CostChartProps = {
  series: CostSeries
  by: CostDimension
  nowMs: number
  hrefOf: RunsHref
  /** One slice was clicked: its runs; several were dragged over: the page shows them. */
  onOpen: (span: { startMs: number; endMs: number }) => void
  onNarrow: (span: { startMs: number; endMs: number }) => void
}

const mostTicks = 10

/** Cost over time, stacked by a dimension; a legend that the table's colours repeat. */
export function CostChart({ series, by, nowMs, hrefOf, onOpen, onNarrow }: CostChartProps) {
  const stacks = useMemo(() => costStacks(series), [series])
  const bars = useMemo(() => stacks.map(({ colour, values }) => ({ colour, values })), [stacks])
  const ticks = useMemo(() => timeTicks(series.startsNs.map(msOfNs), mostTicks), [series])
  const [hovered, setHovered] = useState<number | null>(null)
  const count = series.startsNs.length
  const { anchor, inside, handlers } = useSlotPointer({
    count,
    onHover: setHovered,
    onSelect: (range) => (range.first === range.last ? onOpen : onNarrow)(slotSpan(series, range)),
  })
  const marked = hovered === null || hovered >= count ? null : slotRange(anchor ?? hovered, hovered)
  const highest = Math.max(0, ...series.totalsUsd.map((usd) => Number(usd ?? 0)))
  return (
    <figure aria-label={`Cost by ${series.interval}`} className="border-b px-3 pt-2 pb-1">
      <figcaption className="flex flex-wrap gap-x-4 gap-y-0.5 pb-2 text-sm text-ink-2">
        <span className="text-ink-3">Cost by {series.interval}</span>
        {stacks.map((stack) => (
          <span key={`${stack.isRest} ${stack.key}`} className="flex min-w-0 items-center gap-1.5">
            <span aria-hidden className="size-2 shrink-0 rounded-xs" style={{ background: stack.colour }} />
            <bdi className="max-w-40 truncate">{stackName(stack, by, stacks.length)}</bdi>
            <span className="tabular text-ink-3">
              <UsdText
                usd={stack.totalUsd}
                href={stack.isRest ? undefined : hrefOf(narrowedToGroup({}, [by], [stack.key]))}
              />
            </span>
          </span>
        ))}
      </figcaption>
      <div aria-hidden className="relative">
        <span className="tabular pointer-events-none absolute top-0 right-0 z-10 bg-canvas px-1 text-xs text-ink-3">
          {formatUsd(String(highest))}
        </span>
        <div className="relative h-36 cursor-crosshair touch-pan-y border-b select-none max-narrow:h-24" {...handlers}>
          {ticks.map(({ slot }) => (
            <span key={slot} className="absolute inset-y-0 border-l" style={{ left: percent(slot, count) }} />
          ))}
          {marked === null ? null : (
            <span
              className={cn('pointer-events-none absolute inset-y-0', anchor === null ? 'bg-line' : 'bg-accent-soft')}
              style={{ left: percent(marked.first, count), width: percent(marked.last - marked.first + 1, count) }}
            />
          )}
          <div className="pointer-events-none absolute inset-0">
            <SlotBars series={bars} />
          </div>
        </div>
        <div className="relative h-4 overflow-hidden">
          {ticks.map(({ slot, text }, tick) => (
            <span
              key={slot}
              className={cn(
                'tabular absolute text-xs whitespace-nowrap text-ink-3',
                tick % 3 !== 0 && 'max-narrow:hidden',
              )}
              style={within(slot / count)}
            >
              {text}
            </span>
          ))}
        </div>
        {inside && marked !== null ? (
          <div
            className="pointer-events-none absolute top-full z-30 w-max max-w-80 rounded bg-raised px-2 py-1.5 text-sm text-ink shadow-float"
            style={within((marked.first + marked.last + 1) / 2 / count)}
          >
            <Tip series={series} stacks={stacks} by={by} range={marked} nowMs={nowMs} />
          </div>
        ) : null}
      </div>
    </figure>
  )
}

type TipProps = { series: CostSeries; stacks: readonly CostStack[]; by: CostDimension; range: SlotRange; nowMs: number }

function Tip({ series, stacks, by, range, nowMs }: TipProps) {
  const { startMs, endMs } = slotSpan(series, range)
  const { costUsd, runs } = slotTotal(series, range)
  return (
    <div className="tabular grid gap-0.5">
      <span className="text-ink-2">{formatTimeSpan(startMs, endMs, nowMs)}</span>
      <span className="font-medium">
        {formatUsdExact(costUsd)} · {formatCountExact(runs)} {runs === 1 ? 'run' : 'runs'}
      </span>
      {stacks.length < 2
        ? null
        : stacks.map((stack) => (
            <span key={`${stack.isRest} ${stack.key}`} className="flex items-center gap-1.5 text-ink-2">
              <span className="size-2 shrink-0 rounded-xs" style={{ background: stack.colour }} />
              <span className="flex-1 truncate">{stackName(stack, by, stacks.length)}</span>
              {formatUsd(sumUsd(stack.amounts.slice(range.first, range.last + 1)))}
            </span>
          ))}
    </div>
  )
}

function stackName({ key, isRest }: CostStack, by: CostDimension, count: number): string {
  if (!isRest) return keyText(by, key)
  return count === 1 ? 'All' : 'Others'
}

/** Stands at `at` (0 to 1) with the same part of its own width to the left of it: it never leaves the chart. */
function within(at: number) {
  return { left: `${at * 100}%`, transform: `translateX(-${at * 100}%)` }
}

function percent(slots: number, count: number): string {
  return `${(slots / count) * 100}%`
}
