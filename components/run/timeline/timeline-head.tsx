/* oxlint-disable jsx-a11y/prefer-tag-over-role -- it stands in a grid of virtual rows, which has no table elements */
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
  // The rows with names are a grid, in which everything is a row.
  const inGrid = (role: string) => (hasNames ? role : undefined)
  const name = (text: string) =>
    hasNames ? (
      <span role="rowheader" className="truncate border-r px-3 text-xs leading-6 text-ink-3">
        {text}
      </span>
    ) : null
  return (
    <div className="sticky top-0 z-10 border-b bg-canvas">
      <div aria-hidden className={line} style={{ height: MINIMAP_HEIGHT }}>
        {name('all of the time')}
        <TimelineMinimap model={model} zoom={zoom} showPath={showPath} />
      </div>
      <div aria-hidden className={cn(line, 'border-t border-t-line')} style={{ height: AXIS_HEIGHT }}>
        {name('after the start')}
        <TimelineAxis zoom={zoom} widthPx={widthPx} trackRef={trackRef} />
      </div>
      {bands.length === 0 ? null : (
        <div role={inGrid('rowgroup')}>
          <div role={inGrid('row')} className={line} style={{ height: LOOPS_HEIGHT }}>
            {name('loops')}
            <span role={inGrid('gridcell')} className="relative overflow-hidden">
              <LoopStrip bands={bands} range={zoom.range} widthPx={widthPx} />
            </span>
          </div>
        </div>
      )}
    </div>
  )
}
