'use client'

import type { RefObject } from 'react'
import { cn } from '#components/ui/cn.ts'
import type { LoopBand } from '#lib/run-view/loop-bands.ts'
import type { TimelineModel } from '#lib/run-view/timeline-model.ts'
import { TimelineAxis } from './timeline-axis.tsx'
import { LoopStrip } from './timeline-loops.tsx'
import { TimelineMinimap } from './timeline-minimap.tsx'
import type { TimelineZoom } from './use-timeline-range.ts'

type TimelineHeadProps = {
  model: TimelineModel
  bands: readonly LoopBand[]
  zoom: TimelineZoom
  showPath: boolean
  widthPx: number
  trackRef: RefObject<HTMLDivElement | null>
  /** Grid of the rows below; lanes have no names. */
  columns: string
  hasNames: boolean
}

const MINIMAP_HEIGHT = 44
const AXIS_HEIGHT = 24
const LOOPS_HEIGHT = 20

export function headHeight(bands: readonly LoopBand[]): number {
  return MINIMAP_HEIGHT + AXIS_HEIGHT + (bands.length > 0 ? LOOPS_HEIGHT : 0) + 1
}

/** What stays above the rows: all of the time, the time in view, the loops in it. */
export function TimelineHead(props: TimelineHeadProps) {
  const { model, bands, zoom, showPath, widthPx, trackRef, columns, hasNames } = props
  const line = cn(columns, 'border-l-2 border-l-transparent')
  const name = (text: string) =>
    hasNames ? <span className="truncate border-r px-3 text-xs leading-6 text-ink-3">{text}</span> : null
  return (
    <div aria-hidden className="sticky top-0 z-10 border-b bg-canvas">
      <div className={line} style={{ height: MINIMAP_HEIGHT }}>
        {name('all of the time')}
        <TimelineMinimap model={model} zoom={zoom} showPath={showPath} />
      </div>
      <div className={cn(line, 'border-t border-t-line')} style={{ height: AXIS_HEIGHT }}>
        {name('after the start')}
        <TimelineAxis zoom={zoom} widthPx={widthPx} trackRef={trackRef} />
      </div>
      {bands.length === 0 ? null : (
        <div className={line} style={{ height: LOOPS_HEIGHT }}>
          {name('loops')}
          <span className="relative overflow-hidden">
            <LoopStrip bands={bands} range={zoom.range} widthPx={widthPx} />
          </span>
        </div>
      )}
    </div>
  )
}
