'use client'

import { Minus, Plus, Route, Scan } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { formatDurationNs } from '#lib/format/duration.ts'
import { lengthOf } from '#lib/run-view/timeline-range.ts'
import type { TimeRange } from '#lib/run-view/timeline-places.ts'
import { timelineLayouts, type TimelineLayout } from './timeline-params.ts'
import type { TimelineZoom } from './use-timeline-range.ts'

type TimelineToolsProps = {
  zoom: TimelineZoom
  full: TimeRange
  layout: TimelineLayout
  onLayout: (layout: TimelineLayout) => void
  showPath: boolean
  onPath: (show: boolean) => void
}

const layoutLabels: Record<TimelineLayout, string> = { rows: 'Rows', lanes: 'Lanes' }

/** How the timeline is drawn, and the buttons for what hands and keys do as well. */
export function TimelineTools({ zoom, full, layout, onLayout, showPath, onPath }: TimelineToolsProps) {
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 border-b px-3 py-1">
      <fieldset aria-label="Layout" className="flex rounded border border-line-strong">
        {timelineLayouts.map((each) => (
          <Button
            key={each}
            variant="ghost"
            size="sm"
            aria-pressed={layout === each}
            onClick={() => onLayout(each)}
            className="h-5.5 rounded-sm aria-pressed:bg-accent-soft aria-pressed:text-accent"
          >
            {layoutLabels[each]}
          </Button>
        ))}
      </fieldset>
      <Button
        variant="ghost"
        size="sm"
        aria-pressed={showPath}
        title="What made the run last as long as it did: shortening anything else gains nothing"
        onClick={() => onPath(!showPath)}
        className="aria-pressed:bg-accent-soft aria-pressed:text-accent"
      >
        <Route aria-hidden /> Critical path
      </Button>
      <output className="ml-auto text-sm whitespace-nowrap text-ink-3 tabular" aria-label="Time in view">
        {zoom.isZoomed
          ? `${formatDurationNs(lengthOf(zoom.range))} of ${formatDurationNs(lengthOf(full))}`
          : formatDurationNs(lengthOf(full))}
      </output>
      <span className="flex">
        <IconButton size="sm" label="Zoom out" shortcut="-" disabled={!zoom.isZoomed} onClick={zoom.zoomOut}>
          <Minus />
        </IconButton>
        <IconButton size="sm" label="Zoom in" shortcut="+" onClick={zoom.zoomIn}>
          <Plus />
        </IconButton>
        <IconButton size="sm" label="Show all of the time" shortcut="0" disabled={!zoom.isZoomed} onClick={zoom.reset}>
          <Scan />
        </IconButton>
      </span>
    </div>
  )
}
