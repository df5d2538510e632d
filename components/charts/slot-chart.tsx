'use client'

import type { ReactNode } from 'react'
import { cn } from '#components/ui/cn.ts'
import { slotRange, type SlotRange } from './slots.ts'
import { useSlotPointer } from './use-slot-pointer.ts'

type SlotChartProps = {
  /** What is measured, e.g. "runs". */
  label: string
  /** Its value over the whole range. */
  total: ReactNode
  /** The chart in a sentence or two, for those who do not see it. */
  summary: string
  /** Number of slots that the marks have. */
  count: number
  ticks: readonly { slot: number; text: string }[]
  /** Shared by charts of the same slots. */
  hovered: number | null
  onHover: (slot: number | null) => void
  /** A click selects one slot, a drag several. */
  onSelect: (range: SlotRange) => void
  renderTip: (range: SlotRange) => ReactNode
  /** The marks, as wide as the plot. */
  children: ReactNode
}

/** A small chart over equal slices of time: total at the left, marks, a hover line and selection by dragging. */
export function SlotChart(props: SlotChartProps) {
  const { label, total, summary, count, ticks, hovered, onHover, onSelect, renderTip, children } = props
  const { anchor, inside, handlers } = useSlotPointer({ count, onHover, onSelect })
  const marked = hovered === null || hovered >= count ? null : slotRange(anchor ?? hovered, hovered)
  return (
    <figure
      aria-label={`${label} over time`}
      className="@container/chart flex min-w-0 flex-1 items-stretch gap-3 px-3 py-1.5"
    >
      <figcaption className="flex w-16 shrink-0 flex-col justify-center wide:w-20">
        <span className="text-sm text-ink-3">{label}</span>
        <span className="tabular truncate text-base font-medium">{total}</span>
        <span className="sr-only">{summary}</span>
      </figcaption>
      <div aria-hidden className="relative min-w-0 flex-1 @max-[12rem]/chart:hidden">
        <div className="relative h-7 cursor-crosshair touch-pan-y border-b select-none" {...handlers}>
          {ticks.map(({ slot }) => (
            <span key={slot} className="absolute inset-y-0 border-l" style={{ left: percent(slot, count) }} />
          ))}
          {marked === null ? null : <Mark range={marked} count={count} strong={anchor !== null} />}
          <div className="pointer-events-none absolute inset-0">{children}</div>
        </div>
        <div className="@container relative h-4 overflow-hidden">
          {ticks.map(({ slot, text }, tick) => (
            <span
              key={slot}
              className={cn(
                'tabular absolute text-xs whitespace-nowrap text-ink-3',
                tick % 2 === 1 && '@max-[15rem]:hidden',
              )}
              style={within(slot / count)}
            >
              {text}
            </span>
          ))}
        </div>
        {inside && marked !== null ? (
          <Tip at={(marked.first + marked.last + 1) / 2 / count}>{renderTip(marked)}</Tip>
        ) : null}
      </div>
    </figure>
  )
}

function Mark({ range: { first, last }, count, strong }: { range: SlotRange; count: number; strong: boolean }) {
  return (
    <span
      className={cn('pointer-events-none absolute inset-y-0', strong ? 'bg-accent-soft' : 'bg-line')}
      style={{ left: percent(first, count), width: percent(last - first + 1, count) }}
    />
  )
}

/** Below the plot, so that the marks stay in sight. */
function Tip({ at, children }: { at: number; children: ReactNode }) {
  return (
    <div
      className="pointer-events-none absolute top-full z-30 w-max max-w-80 rounded bg-raised px-2 py-1.5 text-sm text-ink shadow-float"
      style={within(at)}
    >
      {children}
    </div>
  )
}

/** Stands at `at` (0 to 1) with the same part of its own width to the left of it: it never leaves the chart. */
function within(at: number) {
  return { left: `${at * 100}%`, transform: `translateX(-${at * 100}%)` }
}

function percent(slots: number, count: number): string {
  return `${(slots / count) * 100}%`
}
