'use client'

import type { RefObject } from 'react'
import { labelWidth } from '#lib/run-view/timeline-label.ts'
import { offsetTicks } from '#lib/run-view/timeline-ticks.ts'
import { shareOf } from '#lib/run-view/timeline-range.ts'
import { DraggedRange } from './timeline-minimap.tsx'
import { useRangeDrag } from './use-range-drag.ts'
import type { TimelineZoom } from './use-timeline-range.ts'

/** Ticks stand no nearer than this. */
const TICK_PX = 110

type TimelineAxisProps = { zoom: TimelineZoom; widthPx: number; trackRef: RefObject<HTMLDivElement | null> }

/** Time since the run's start. Drag over it to see a part, double click to see all. */
export function TimelineAxis({ zoom, widthPx, trackRef }: TimelineAxisProps) {
  const { range, setRange, reset } = zoom
  const { dragged, handlers } = useRangeDrag({ range, onRange: setRange })
  return (
    <div
      ref={trackRef}
      aria-hidden
      data-axis
      className="relative h-full cursor-col-resize touch-pan-y overflow-hidden select-none"
      onDoubleClick={reset}
      {...handlers}
    >
      {offsetTicks(range, Math.max(2, Math.floor(widthPx / TICK_PX))).map(({ offset, text }) => {
        const share = shareOf(range, offset)
        return (
          <span
            key={offset}
            className="absolute inset-y-0 border-l text-xs leading-6 whitespace-nowrap text-ink-3 tabular"
            style={{ left: `${share * 100}%` }}
          >
            {(1 - share) * widthPx >= labelWidth(text) ? <span className="px-1">{text}</span> : null}
          </span>
        )
      })}
      {dragged === null ? null : <DraggedRange full={range} dragged={dragged} />}
    </div>
  )
}

/** The ticks' lines through the rows. */
export function TimelineGrid({ zoom, widthPx }: Omit<TimelineAxisProps, 'trackRef'>) {
  return offsetTicks(zoom.range, Math.max(2, Math.floor(widthPx / TICK_PX))).map(({ offset }) => (
    <span
      key={offset}
      className="absolute inset-y-0 border-l border-line/60"
      style={{ left: `${shareOf(zoom.range, offset) * 100}%` }}
    />
  ))
}
