'use client'

import { useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { usePreferences } from '#components/layout/use-preferences.ts'
import type { SpanNode } from '#lib/domain/run.ts'
import type { SpanKind } from '#lib/domain/span.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { laneIndex, nodeAt } from '#lib/run-view/lane-index.ts'
import { laneKey } from '#lib/run-view/lane-key.ts'
import type { LoopBand } from '#lib/run-view/loop-bands.ts'
import { packLanes } from '#lib/run-view/timeline-lanes.ts'
import type { TimelineModel } from '#lib/run-view/timeline-model.ts'
import { lengthOf, offsetAt } from '#lib/run-view/timeline-range.ts'
import type { FocusRequest } from '../focus-request.ts'
import { isPressOf } from '../cost/amount-press.ts'
import { PaletteProbe } from './lane-palette.tsx'
import { headHeight, TimelineHead } from './timeline-head.tsx'
import { TimelineNeedle } from './timeline-needle.tsx'
import { useLaneDrawing } from './use-lane-drawing.ts'
import { useLaneFocus } from './use-lane-focus.ts'
import type { TimelineZoom } from './use-timeline-range.ts'
import { useZoomGestures } from './use-zoom-gestures.ts'

type TimelineLanesProps = {
  model: TimelineModel
  bands: readonly LoopBand[]
  zoom: TimelineZoom
  showPath: boolean
  /** Null shows all kinds. */
  kinds: ReadonlySet<SpanKind> | null
  selectedId: string | null
  matchedIds: ReadonlySet<string>
  focus: FocusRequest | null
  onSelect: (spanId: string) => void
  onFocus: (spanId: string) => void
}

const laneHeights = { compact: 20, comfortable: 26 }
/** A bar this near to the pointer is meant. */
const SLACK_PX = 3

/** What ran at once lies in different lanes, each span below its parent: a flame chart of the run. */
export function TimelineLanes(props: TimelineLanesProps) {
  const { model, bands, zoom, showPath, kinds, selectedId, matchedIds, focus, onSelect, onFocus } = props
  const { nodes, places } = model
  const { range } = zoom
  const [{ density }] = usePreferences()
  const laneHeight = laneHeights[density]
  const head = headHeight(bands)
  const areaRef = useRef<HTMLDivElement>(null)
  const trackRef = useRef<HTMLDivElement>(null)
  const scrollRef = useRef<HTMLDivElement>(null)
  const [activeId, setActiveId] = useState(selectedId)
  const lanes = useMemo(() => packLanes(places), [places])
  const index = useMemo(() => laneIndex(places, lanes), [places, lanes])
  const indexOf = useMemo(() => new Map(nodes.map((node, at) => [node.spanId, at])), [nodes])
  const active = indexOf.get(activeId ?? '') ?? null
  const selected = indexOf.get(selectedId ?? '') ?? null
  const path = showPath ? model.path : null
  const scene = { index, nodes, path, range, laneHeight, selected, active, matchedIds, kinds }
  const { canvasRef, probeRef, size } = useLaneDrawing(scrollRef, scene)
  const bringIntoView = useLaneFocus({ scrollRef, model, lanes, zoom, focus, head, laneHeight, onActive: setActiveId })
  useZoomGestures({ areaRef, trackRef, zoom })

  function nodeUnder(event: Pick<MouseEvent, 'clientX' | 'clientY'>): SpanNode | null {
    const box = canvasRef.current?.getBoundingClientRect()
    if (box === undefined || event.clientY < box.top) return null
    const lane = Math.floor((event.clientY - box.top + size.scrollTop) / laneHeight)
    const slackNs = (lengthOf(range) / Math.max(1, box.width)) * SLACK_PX
    const at = nodeAt(index, lane, offsetAt(range, (event.clientX - box.left) / box.width), slackNs)
    return at === null ? null : (nodes[at] ?? null)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey || isPressOf(event)) return
    const isEnter = event.key === 'Enter'
    const target = isEnter ? active : laneKey(index, lanes, active, event.key)
    const node = target === null ? undefined : nodes[target]
    if (target === null || node === undefined) return
    event.preventDefault()
    if (!isEnter) bringIntoView(target)
    if (isEnter || selectedId !== null) onSelect(node.spanId)
  }

  return (
    <div ref={areaRef} className="relative min-h-0 flex-1">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the lanes are one widget with keys of their own */}
      <div
        ref={scrollRef}
        role="application"
        aria-label={`${nodes.length} spans in ${lanes.laneCount} lanes; arrow keys go from span to span`}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it takes the arrow keys
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const node = nodeUnder(event)
          if (node !== null) onSelect(node.spanId)
        }}
        onDoubleClick={(event) => {
          const node = nodeUnder(event)
          if (node !== null && node.descendantCount > 0) onFocus(node.spanId)
        }}
        className="scroll-quiet h-full overflow-x-hidden overflow-y-auto [container-type:size] focus-visible:-outline-offset-2"
      >
        <TimelineHead
          model={model}
          bands={bands}
          zoom={zoom}
          showPath={showPath}
          widthPx={size.width}
          trackRef={trackRef}
          columns="grid grid-cols-1"
          hasNames={false}
        />
        <div className="relative" style={{ height: lanes.laneCount * laneHeight + 8 }}>
          <canvas
            ref={canvasRef}
            className="sticky left-0 ml-0.5 block w-[calc(100%-2px)]"
            style={{ top: head, height: `min(100%, calc(100cqh - ${head}px))` }}
          />
        </div>
      </div>
      <PaletteProbe probeRef={probeRef} />
      <output className="sr-only">{active === null ? '' : tell(nodes[active], lanes.lane[active])}</output>
      <TimelineNeedle
        areaRef={areaRef}
        trackRef={trackRef}
        range={range}
        describe={(event) => tell(nodeUnder(event) ?? undefined) || null}
      />
    </div>
  )
}

function tell(node: SpanNode | undefined, lane?: number): string {
  if (node === undefined) return ''
  const place = lane === undefined ? '' : ` · lane ${lane + 1}`
  return `${node.label || node.name} · ${formatDurationNs(node.durationNs)}${place}`
}
