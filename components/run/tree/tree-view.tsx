/* oxlint-disable jsx-a11y/prefer-tag-over-role -- virtual rows are placed by hand: table elements lose their roles to display: grid */
'use client'

import { useMemo } from 'react'
import type { RunSpans } from '#lib/domain/run.ts'
import { usePreferences } from '#components/layout/use-preferences.ts'
import { runExtent } from '#lib/run-view/bars.ts'
import { heatScale } from '#lib/run-view/heat.ts'
import type { TreeRow as Row } from '#lib/run-view/tree-rows.ts'
import type { FocusRequest } from '../focus-request.ts'
import { TreeHead, treeHeadHeight } from './tree-head.tsx'
import { TreeRow } from './tree-row.tsx'
import { useRowNavigation } from './use-row-navigation.ts'

type TreeViewProps = {
  spans: RunSpans
  rows: Row[]
  selectedId: string | null
  matchedIds: ReadonlySet<string>
  /** A row to bring into view. */
  focus: FocusRequest | null
  onSelect: (spanId: string) => void
  onToggle: (spanId: string) => void
  /** The sub-tree of a span is all that shall be shown. */
  onFocus: (spanId: string) => void
}

const rowHeights = { compact: 28, comfortable: 36 }

/** The run as a treegrid; only the rows in view are drawn. */
export function TreeView({ spans, rows, selectedId, matchedIds, focus, onSelect, onToggle, onFocus }: TreeViewProps) {
  const [{ density }] = usePreferences()
  const extent = useMemo(() => runExtent(spans.nodes), [spans.nodes])
  const scale = useMemo(() => heatScale(spans.nodes), [spans.nodes])
  const { scrollRef, gridId, virtualizer, active, onKeyDown } = useRowNavigation({
    rows,
    selectedId,
    focus,
    rowHeight: rowHeights[density],
    headHeight: treeHeadHeight,
    onSelect,
    onToggle,
  })
  const activeRow = rows[active]
  return (
    <div
      ref={scrollRef}
      role="treegrid"
      aria-label="Spans of the run"
      aria-rowcount={rows.length + 1}
      aria-activedescendant={activeRow === undefined ? undefined : `${gridId}${activeRow.node.spanId}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="group/tree scroll-quiet @container h-full overflow-y-auto outline-none"
    >
      <TreeHead />
      <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          const { node } = row
          return (
            <div
              key={item.key}
              role="presentation"
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start - treeHeadHeight}px)` }}
            >
              <TreeRow
                row={row}
                id={`${gridId}${node.spanId}`}
                rowIndex={item.index}
                extent={extent}
                scale={scale}
                loop={node.loop === null ? null : (spans.loops[node.loop] ?? null)}
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
  )
}
