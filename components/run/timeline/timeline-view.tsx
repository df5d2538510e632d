'use client'

import { useMemo } from 'react'
import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import type { RunSpans } from '#lib/domain/run.ts'
import type { SpanKind } from '#lib/domain/span.ts'
import { loopBands } from '#lib/run-view/loop-bands.ts'
import type { Subtree } from '#lib/run-view/subtree.ts'
import { timelineModel } from '#lib/run-view/timeline-model.ts'
import type { TreeRow } from '#lib/run-view/tree-rows.ts'
import type { FocusRequest } from '../focus-request.ts'
import { useStoredChoice } from '../use-stored-choice.ts'
import { TimelineLanes } from './timeline-lanes.tsx'
import { TimelineRows } from './timeline-rows.tsx'
import { TimelineTools } from './timeline-tools.tsx'
import { useTimelineRange } from './use-timeline-range.ts'

type TimelineViewProps = {
  spans: RunSpans
  rows: TreeRow[]
  /** The sub-tree in focus; null is the whole run. */
  subtree: Subtree | null
  /** Null shows all kinds. */
  kinds: ReadonlySet<SpanKind> | null
  selectedId: string | null
  matchedIds: ReadonlySet<string>
  /** A span to bring into view. */
  focus: FocusRequest | null
  onSelect: (spanId: string) => void
  onToggle: (spanId: string) => void
  /** The sub-tree of a span is all that shall be shown. */
  onFocus: (spanId: string) => void
}

const pathChoices = ['shown', 'hidden'] as const

/** The run over time: as rows in the order of the tree, or as lanes that show what ran at once. */
export function TimelineView({ spans, rows, subtree, kinds, onToggle, ...view }: TimelineViewProps) {
  const { nodes, loops } = spans
  const model = useMemo(() => timelineModel(nodes, subtree), [nodes, subtree])
  const bands = useMemo(() => loopBands(model.nodes, loops, model.places), [model, loops])
  const { layout, setLayout, ...zoom } = useTimelineRange(model.full)
  const [path, setPath] = useStoredChoice('timeline-path', pathChoices, 'shown')
  const showPath = path === 'shown'
  useShortcuts('Timeline', [
    { keys: ['+', '='], label: 'Zoom in', run: zoom.zoomIn },
    { keys: ['-'], label: 'Zoom out', run: zoom.zoomOut },
    { keys: ['0'], label: 'Show all of the time', run: zoom.reset },
    { keys: ['shift+ArrowLeft'], label: 'Move to earlier', run: () => zoom.pan(-1) },
    { keys: ['shift+ArrowRight'], label: 'Move to later', run: () => zoom.pan(1) },
  ])
  const shown = { ...view, model, bands, zoom, showPath }
  return (
    <div className="flex h-full min-h-0 flex-col">
      <TimelineTools
        zoom={zoom}
        full={model.full}
        layout={layout}
        onLayout={setLayout}
        showPath={showPath}
        onPath={(show) => setPath(show ? 'shown' : 'hidden')}
      />
      {layout === 'rows' ? (
        <TimelineRows {...shown} rows={rows} loops={loops} onToggle={onToggle} />
      ) : (
        <TimelineLanes {...shown} kinds={kinds} />
      )}
    </div>
  )
}
