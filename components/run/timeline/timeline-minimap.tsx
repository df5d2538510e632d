'use client'

import { memo, useMemo } from 'react'
import { formatOffsetNs } from '#lib/format/offset.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import type { TimelineModel } from '#lib/run-view/timeline-model.ts'
import type { Minimap } from '#lib/run-view/timeline-minimap.ts'
import type { TimeRange } from '#lib/run-view/timeline-places.ts'
import { lengthOf, shareOf } from '#lib/run-view/timeline-range.ts'
import { useRangeDrag } from './use-range-drag.ts'
import type { TimelineZoom } from './use-timeline-range.ts'

type TimelineMinimapProps = { model: TimelineModel; zoom: TimelineZoom; showPath: boolean }

/** All of the time: how much ran when, where it failed, what held it up, and which part is in view. */
export function TimelineMinimap({ model, zoom, showPath }: TimelineMinimapProps) {
  const { full, minimap } = model
  const { range, isZoomed, setRange, reset } = zoom
  const { dragged, handlers } = useRangeDrag({
    range: full,
    onRange: setRange,
    // A click moves the view there.
    onClick: (at) => {
      if (isZoomed) setRange({ from: at - lengthOf(range) / 2, to: at + lengthOf(range) / 2 })
    },
  })
  return (
    <div
      aria-hidden
      data-minimap
      className="relative h-full cursor-crosshair touch-pan-y overflow-hidden select-none"
      onDoubleClick={reset}
      {...handlers}
    >
      <Density minimap={minimap} showPath={showPath} />
      {isZoomed ? <Window full={full} range={range} /> : null}
      {dragged === null ? null : <DraggedRange full={full} dragged={dragged} />}
    </div>
  )
}

/** The part in view; what is not is veiled. */
function Window({ full, range }: { full: TimeRange; range: TimeRange }) {
  const left = shareOf(full, range.from) * 100
  const right = 100 - shareOf(full, range.to) * 100
  return (
    <>
      <span className="absolute inset-y-0 left-0 bg-canvas/70" style={{ width: `${left}%` }} />
      <span className="absolute inset-y-0 right-0 bg-canvas/70" style={{ width: `${right}%` }} />
      <span
        className="absolute inset-y-0 min-w-0.5 border-x border-accent bg-accent/8"
        style={{ left: `min(${left}%, 100% - 2px)`, width: `${100 - left - right}%` }}
      />
    </>
  )
}

/** The part that is being chosen, and how long it is. */
export function DraggedRange({ full, dragged }: { full: TimeRange; dragged: TimeRange }) {
  const left = shareOf(full, dragged.from)
  const precision = lengthOf(full) / 500
  return (
    <span
      className="pointer-events-none absolute inset-y-0 flex items-center justify-center border-x border-accent bg-accent/15 text-xs whitespace-nowrap tabular"
      style={{ left: `${left * 100}%`, width: `${(shareOf(full, dragged.to) - left) * 100}%` }}
      title={formatOffsetNs(dragged.from, precision)}
    >
      <span className="rounded bg-raised px-1">{formatDurationNs(lengthOf(dragged))}</span>
    </span>
  )
}

const HEIGHT = 100
/** Of the height: what is below belongs to the critical path, what is above to errors. */
const FLOOR = 88
const CEILING = 14

const Density = memo(function Density({ minimap, showPath }: { minimap: Minimap; showPath: boolean }) {
  const { slices, load, errors, critical } = useMemo(() => shapesOf(minimap), [minimap])
  return (
    <svg viewBox={`0 0 ${slices} ${HEIGHT}`} preserveAspectRatio="none" className="absolute inset-0 size-full">
      <path d={load} className="fill-ink-3/45" />
      <path d={errors} className="fill-bad" />
      {showPath ? <path d={critical} className="fill-ink-2" /> : null}
    </svg>
  )
})

function shapesOf({ load, begun, errors, critical }: Minimap) {
  const top = load.reduce((max, each) => Math.max(max, each), 0)
  // Roots keep a single span visible beside a thousand.
  const heights = load.map((each, slice) => {
    const share = top === 0 ? 0 : Math.sqrt(each / top)
    return Math.max(share * (FLOOR - CEILING), (begun[slice] ?? 0) > 0 ? 6 : 0)
  })
  return {
    slices: load.length,
    load: boxes(heights, (height) => (height > 0 ? [FLOOR - height, height] : null)),
    errors: boxes(errors, (count) => (count > 0 ? [0, CEILING - 4] : null), 2),
    critical: boxes(critical, (share) => (share > 0.05 ? [FLOOR + 4, HEIGHT - FLOOR - 4] : null)),
  }
}

/** One path of boxes, one a slice: [top, height]. */
function boxes(
  values: Float64Array | Uint32Array,
  boxOf: (value: number) => readonly [number, number] | null,
  width = 1,
): string {
  let path = ''
  for (const [slice, value] of values.entries()) {
    const box = boxOf(value)
    if (box !== null) path += `M${slice} ${box[0].toFixed(1)}h${width}v${box[1].toFixed(1)}h-${width}z`
  }
  return path
}
