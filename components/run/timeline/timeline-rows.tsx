/* oxlint-disable jsx-a11y/prefer-tag-over-role -- virtual rows are placed by hand: table elements lose their roles to display: grid */
'use client'

import { useRef } from 'react'
import { usePreferences } from '#components/layout/use-preferences.ts'
import { cn } from '#components/ui/cn.ts'
import type { Loop } from '#lib/domain/run.ts'
import type { LoopBand } from '#lib/run-view/loop-bands.ts'
import type { TimelineModel } from '#lib/run-view/timeline-model.ts'
import type { TreeRow } from '#lib/run-view/tree-rows.ts'
import type { FocusRequest } from '../focus-request.ts'
import { useRowNavigation } from '../tree/use-row-navigation.ts'
import { TimelineGrid } from './timeline-axis.tsx'
import { timelineColumns } from './timeline-columns.ts'
import { headHeight, TimelineHead } from './timeline-head.tsx'
import { LoopShades } from './timeline-loops.tsx'
import { TimelineNeedle } from './timeline-needle.tsx'
import { TimelineRow } from './timeline-row.tsx'
import type { TimelineZoom } from './use-timeline-range.ts'
import { useWidth } from './use-width.ts'
import { useZoomGestures } from './use-zoom-gestures.ts'

type TimelineRowsProps = {
  model: TimelineModel
  rows: TreeRow[]
  loops: readonly Loop[]
  bands: readonly LoopBand[]
  zoom: TimelineZoom
  showPath: boolean
  selectedId: string | null
  matchedIds: ReadonlySet<string>
  focus: FocusRequest | null
  onSelect: (spanId: string) => void
  onToggle: (spanId: string) => void
  onFocus: (spanId: string) => void
}

const rowHeights = { compact: 28, comfortable: 36 }

/** A row a span, in the order of the tree; only the rows in view are drawn. */
export function TimelineRows(props: TimelineRowsProps) {
  const { model, rows, loops, bands, zoom, showPath, selectedId, matchedIds, focus, onSelect, onToggle, onFocus } =
    props
  const [{ density }] = usePreferences()
  const areaRef = useRef<HTMLDivElement>(null)
  const trackRef = useRef<HTMLDivElement>(null)
  const widthPx = useWidth(trackRef)
  const head = headHeight(bands)
  const { scrollRef, gridId, virtualizer, active, onKeyDown } = useRowNavigation({
    rows,
    selectedId,
    focus,
    rowHeight: rowHeights[density],
    headHeight: head,
    onSelect,
    onToggle,
  })
  useZoomGestures({ areaRef, trackRef, zoom })
  const activeRow = rows[active]
  return (
    <div ref={areaRef} className="relative min-h-0 flex-1">
      <div
        ref={scrollRef}
        role="treegrid"
        aria-label="Spans of the run over time"
        aria-rowcount={rows.length + 1}
        aria-activedescendant={activeRow === undefined ? undefined : `${gridId}${activeRow.node.spanId}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="group/tree scroll-quiet h-full overflow-x-hidden overflow-y-auto outline-none"
      >
        <TimelineHead
          model={model}
          bands={bands}
          zoom={zoom}
          showPath={showPath}
          widthPx={widthPx}
          trackRef={trackRef}
          columns={timelineColumns}
          hasNames
        />
        <ColumnNames />
        <div role="rowgroup" className="relative min-h-full" style={{ height: virtualizer.getTotalSize() }}>
          <div
            aria-hidden
            className={cn(timelineColumns, 'pointer-events-none absolute inset-0 border-l-2 border-l-transparent')}
          >
            <span className="border-r" />
            <span className="relative overflow-hidden">
              <TimelineGrid zoom={zoom} widthPx={widthPx} />
              <LoopShades bands={bands} range={zoom.range} />
            </span>
          </div>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index]
            if (row === undefined) return null
            const { node } = row
            const index = row.index - model.base
            return (
              <div
                key={item.key}
                role="presentation"
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start - head}px)` }}
              >
                <TimelineRow
                  row={row}
                  id={`${gridId}${node.spanId}`}
                  rowIndex={item.index}
                  from={model.places.start[index] ?? 0}
                  to={model.places.end[index] ?? 0}
                  gaps={node.descendantCount === 0 ? undefined : model.gaps.get(index)}
                  path={showPath ? model.path.get(index) : undefined}
                  range={zoom.range}
                  widthPx={widthPx}
                  loop={node.loop === null ? null : (loops[node.loop] ?? null)}
                  selected={node.spanId === selectedId}
                  active={item.index === active}
                  matched={matchedIds.has(node.spanId)}
                  onSelect={onSelect}
                  onToggle={onToggle}
                  onFocus={onFocus}
                />
              </div>
            )
          })}
        </div>
      </div>
      <TimelineNeedle areaRef={areaRef} trackRef={trackRef} range={zoom.range} describe={describeRow} />
    </div>
  )
}

/** What the columns are, for those who do not see them. */
function ColumnNames() {
  return (
    <div role="rowgroup" className="sr-only">
      <div role="row" aria-rowindex={1}>
        <span role="columnheader">span</span>
        <span role="columnheader">in the run&apos;s time</span>
      </div>
    </div>
  )
}

function describeRow(event: PointerEvent): string | null {
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-hover]') : null
  return row?.dataset['hover'] ?? null
}
