/* oxlint-disable jsx-a11y/prefer-tag-over-role -- virtual rows are placed by hand: table elements lose their roles to display: grid */
'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { RunSpans } from '#lib/domain/run.ts'
import { usePreferences } from '#components/layout/use-preferences.ts'
import { cn } from '#components/ui/cn.ts'
import { runExtent } from '#lib/run-view/bars.ts'
import { heatScale } from '#lib/run-view/heat.ts'
import { treeKey } from '#lib/run-view/tree-key.ts'
import type { TreeRow as Row } from '#lib/run-view/tree-rows.ts'
import type { FocusRequest } from '../focus-request.ts'
import { treeColumns, wideOnly, widestOnly } from './tree-columns.ts'
import { TreeRow } from './tree-row.tsx'

type TreeViewProps = {
  spans: RunSpans
  rows: Row[]
  selectedId: string | null
  matchedIds: ReadonlySet<string>
  /** A row to bring into view. */
  focus: FocusRequest | null
  onSelect: (spanId: string) => void
  onToggle: (spanId: string) => void
}

const HEAD_HEIGHT = 28
const rowHeights = { compact: 28, comfortable: 40 }

/** The run as a treegrid; only the rows in view are drawn. */
export function TreeView({ spans, rows, selectedId, matchedIds, focus, onSelect, onToggle }: TreeViewProps) {
  const [{ density }] = usePreferences()
  const scrollRef = useRef<HTMLDivElement>(null)
  const gridId = useId()
  const extent = useMemo(() => runExtent(spans.nodes), [spans.nodes])
  const scale = useMemo(() => heatScale(spans.nodes), [spans.nodes])
  const [activeId, setActiveId] = useState(selectedId)
  const active = Math.max(
    0,
    rows.findIndex((row) => row.node.spanId === activeId),
  )
  // oxlint-disable-next-line react/incompatible-library -- its results are used here only, nothing is memoised
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeights[density],
    getItemKey: (index) => rows[index]?.node.spanId ?? index,
    overscan: 15,
    // The sticky head stands over the rows.
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
  })

  const bringIntoView = useEffectEvent((request: FocusRequest) => {
    const index = rows.findIndex((row) => row.node.spanId === request.spanId)
    if (index === -1) return
    setActiveId(request.spanId)
    virtualizer.scrollToIndex(index, { align: request.align })
  })
  useEffect(() => {
    if (focus !== null) bringIntoView(focus)
  }, [focus])
  useEffect(() => virtualizer.measure(), [virtualizer, density])

  function onKeyDown(event: KeyboardEvent) {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    const row = rows[active]
    if (event.key === 'Enter' && row !== undefined) {
      event.preventDefault()
      return onSelect(row.node.spanId)
    }
    const action = treeKey(rows, active, event.key)
    const target = action === null ? undefined : rows[action.row]
    if (action === null || target === undefined) return
    event.preventDefault()
    if (action.type === 'toggle') return onToggle(target.node.spanId)
    setActiveId(target.node.spanId)
    virtualizer.scrollToIndex(action.row)
    if (selectedId !== null) onSelect(target.node.spanId)
  }

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
              style={{ transform: `translateY(${item.start - HEAD_HEIGHT}px)` }}
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
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function TreeHead() {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 bg-canvas">
      <div
        role="row"
        aria-rowindex={1}
        className={cn(treeColumns, 'h-7 border-b border-l-2 border-l-transparent pr-3 text-xs text-ink-3')}
      >
        <span role="columnheader" className="pl-8">
          span
        </span>
        <span role="columnheader" className={cn(wideOnly, 'text-right')}>
          step
        </span>
        <span role="columnheader" className={cn(widestOnly, 'text-right')}>
          tokens
        </span>
        <span role="columnheader" className="px-1 text-right">
          cost
        </span>
        <span role="columnheader" className="px-1 text-right">
          duration
        </span>
        <span role="columnheader" className={wideOnly}>
          in the run
        </span>
      </div>
    </div>
  )
}
