'use client'

import { useMemo, useState } from 'react'
import { slotRange } from '#components/charts/slots.ts'
import { useSlotPointer } from '#components/charts/use-slot-pointer.ts'
import { cn } from '#components/ui/cn.ts'
import type { BudgetDay, BudgetStanding } from '#lib/domain/budget.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatUsd, formatUsdExact } from '#lib/format/usd.ts'
import { burnDown } from './burn-down.ts'
import { BurnDownPlot } from './burn-down-plot.tsx'
import { markLabels } from './budget-texts.ts'

type BurnDownChartProps = {
  /** Days of the period, or hours of its day. */
  slots: readonly BudgetDay[]
  state: BudgetStanding
  nameOf: (slot: BudgetDay) => string
  /** One was clicked, or several were dragged over. */
  onOpen: (span: { from: string; to: string }) => void
}

const mostTicks = 8

/** What was spent in the period so far, the thresholds, and where it is expected to go. */
export function BurnDownChart({ slots, state, nameOf, onOpen }: BurnDownChartProps) {
  const drawn = useMemo(() => burnDown(slots, state), [slots, state])
  const [hovered, setHovered] = useState<number | null>(null)
  const { count, top, marks, nowX, overX } = drawn
  const { anchor, inside, handlers } = useSlotPointer({
    count,
    onHover: setHovered,
    onSelect: ({ first, last }) => {
      const [from, to] = [slots[first]?.from, slots[last]?.to]
      if (from !== undefined && to !== undefined) onOpen({ from, to })
    },
  })
  const marked = hovered === null || hovered >= count ? null : slotRange(anchor ?? hovered, hovered)
  const shown = marked === null ? undefined : slots[marked.last]
  const overSlot = overX === null ? undefined : slots[Math.min(count - 1, Math.floor(overX))]
  const step = Math.max(1, Math.ceil(count / mostTicks))
  return (
    <figure aria-label="Spending in the period" className="px-3 pt-3 pb-1">
      <figcaption className="flex flex-wrap gap-x-4 gap-y-0.5 pb-2 text-sm text-ink-2">
        <Legend colour="border-series-1" text="Spent" />
        <Legend colour="border-dashed border-series-1" text="Expected, with its 80 % interval" />
        <Legend colour="border-bad" text="Limit" />
        <Legend colour="border-dotted border-ink-3" text="Soft and hard" />
      </figcaption>
      <div aria-hidden className="relative">
        <div className="relative h-64 cursor-crosshair touch-pan-y border-b select-none max-narrow:h-48" {...handlers}>
          {marked === null ? null : (
            <span
              className={cn('pointer-events-none absolute inset-y-0', anchor === null ? 'bg-line' : 'bg-accent-soft')}
              style={{ left: percent(marked.first / count), width: percent((marked.last - marked.first + 1) / count) }}
            />
          )}
          <div className="pointer-events-none absolute inset-0">
            <BurnDownPlot drawn={drawn} />
          </div>
          {marks.map(({ name, usd, percent: part, isLabelled }) =>
            isLabelled && (name === 'soft' || name === 'hard' || name === 'over') ? (
              <span
                key={name}
                className="tabular pointer-events-none absolute left-1 -translate-y-full text-xs text-ink-2"
                style={{ top: percent(1 - usd / top) }}
              >
                {markLabels[name]} {part} % · {formatUsd(usd.toFixed(12))}
              </span>
            ) : null,
          )}
          <Mark x={nowX / count} text="now" />
          {overX === null || overSlot === undefined ? null : (
            <Mark x={overX / count} text={`limit, ${nameOf(overSlot)}`} isBad />
          )}
        </div>
        <div className="relative h-4 overflow-hidden">
          {slots.map((slot, index) =>
            index % step === 0 ? (
              <span
                key={slot.from}
                className={cn(
                  'tabular absolute text-xs whitespace-nowrap text-ink-3',
                  (index / step) % 2 === 1 && 'max-narrow:hidden',
                )}
                style={within((index + 0.5) / count)}
              >
                {nameOf(slot)}
              </span>
            ) : null,
          )}
        </div>
        {inside && marked !== null && shown !== undefined ? (
          <div
            className="pointer-events-none absolute top-full z-30 w-max max-w-80 rounded bg-raised px-2 py-1.5 text-sm text-ink shadow-float"
            style={within((marked.first + marked.last + 1) / 2 / count)}
          >
            <SlotTip slot={shown} name={nameOf(shown)} />
          </div>
        ) : null}
      </div>
    </figure>
  )
}

type SlotTipProps = { slot: BudgetDay; name: string }

function SlotTip({ slot: { costUsd, cumulativeUsd, runs, expected }, name }: SlotTipProps) {
  return (
    <div className="tabular grid gap-0.5">
      <span className="text-ink-2">{name}</span>
      {costUsd === null ? null : (
        <>
          <span className="font-medium">
            {formatUsdExact(costUsd)} · {formatCountExact(runs)} {runs === 1 ? 'run' : 'runs'}
          </span>
          <span className="text-ink-2">{formatUsd(cumulativeUsd)} in the period so far</span>
        </>
      )}
      {expected === null ? null : (
        <span className="text-ink-2">
          {formatUsd(expected.cumulativeUsd)} expected at its end ({formatUsd(expected.lowUsd)} –{' '}
          {formatUsd(expected.highUsd)})
        </span>
      )}
    </div>
  )
}

function Legend({ colour, text }: { colour: string; text: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden className={cn('w-4 border-t-2', colour)} />
      {text}
    </span>
  )
}

function Mark({ x, text, isBad = false }: { x: number; text: string; isBad?: boolean }) {
  return (
    <span
      className={cn('pointer-events-none absolute inset-y-0 border-l', isBad ? 'border-bad' : 'border-line-strong')}
      style={{ left: percent(x) }}
    >
      <span
        className={cn(
          'absolute bottom-0.5 px-1 text-xs whitespace-nowrap',
          x > 0.5 ? 'right-0' : 'left-0',
          isBad ? 'bottom-4.5 text-bad' : 'text-ink-3',
        )}
      >
        {text}
      </span>
    </span>
  )
}

/** Stands at `at` (0 to 1) with the same part of its own width to the left of it: it never leaves the chart. */
function within(at: number) {
  return { left: percent(at), transform: `translateX(-${at * 100}%)` }
}

function percent(part: number): string {
  return `${part * 100}%`
}
