import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useId, useRef, useState, type KeyboardEvent } from 'react'
import { isPressOf } from '../cost/amount-press.ts'
import { treeKey } from '#lib/run-view/tree-key.ts'
import type { TreeRow } from '#lib/run-view/tree-rows.ts'
import type { FocusRequest } from '../focus-request.ts'

type RowNavigation = {
  rows: TreeRow[]
  selectedId: string | null
  /** A row to bring into view. */
  focus: FocusRequest | null
  rowHeight: number
  /** Pixels of the sticky head, which stands over the rows. */
  headHeight: number
  onSelect: (spanId: string) => void
  onToggle: (spanId: string) => void
}

/** Virtual rows of a treegrid and its keys: the same in the tree and in the timeline. */
export function useRowNavigation(input: RowNavigation) {
  const { rows, selectedId, focus, rowHeight, headHeight, onSelect, onToggle } = input
  const scrollRef = useRef<HTMLDivElement>(null)
  const gridId = useId()
  const [activeId, setActiveId] = useState(selectedId)
  const active = Math.max(
    0,
    rows.findIndex((row) => row.node.spanId === activeId),
  )
  // oxlint-disable-next-line react/incompatible-library -- its results are used here only, nothing is memoised
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.node.spanId ?? index,
    overscan: 15,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
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
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight])

  function onKeyDown(event: KeyboardEvent) {
    if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey || isPressOf(event)) return
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

  return { scrollRef, gridId, virtualizer, active, onKeyDown }
}
