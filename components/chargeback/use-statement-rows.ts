'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { treeKey } from '#lib/run-view/tree-key.ts'
import type { StatementRow } from './statement-rows.ts'

type StatementGrid = {
  rows: readonly StatementRow[]
  /** What scrolls: the page, whose head goes with it. */
  scrollRef: RefObject<HTMLElement | null>
  rowHeight: number
  /** Pixels of the sticky head and foot, which stand over the rows. */
  barHeight: number
  onToggle: (id: string) => void
  onEnter: (row: StatementRow) => void
}

/** The rows of the first paint, before anybody has measured the page. */
const firstRect = { width: 1200, height: 900 }

/** Virtual rows of a treegrid in a page that scrolls as a whole, and its keys. */
export function useStatementRows({ rows, scrollRef, rowHeight, barHeight, onToggle, onEnter }: StatementGrid) {
  const bodyRef = useRef<HTMLDivElement>(null)
  const gridId = useId()
  const [activeId, setActiveId] = useState<string | null>(null)
  const above = useHeightAbove(bodyRef, scrollRef)
  const active = Math.max(0, rows.findIndex(({ id }) => id === activeId)) // prettier-ignore
  // oxlint-disable-next-line react/incompatible-library -- its results are used here only, nothing is memoised
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    initialRect: firstRect,
    overscan: 12,
    scrollMargin: above,
    scrollPaddingStart: barHeight,
    scrollPaddingEnd: barHeight,
  })
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight])

  function onKeyDown(event: KeyboardEvent) {
    // On a link or button in a row, the key is theirs.
    if (event.target !== event.currentTarget) return
    if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return
    const row = rows[active]
    if (event.key === 'Enter' && row !== undefined) {
      event.preventDefault()
      return onEnter(row)
    }
    const action = treeKey(rows, active, event.key)
    const target = action === null ? undefined : rows[action.row]
    if (action === null || target === undefined) return
    event.preventDefault()
    setActiveId(target.id)
    if (action.type === 'toggle') return onToggle(target.id)
    virtualizer.scrollToIndex(action.row)
  }

  return { bodyRef, gridId, virtualizer, above, active, setActiveId, onKeyDown }
}

/** Pixels of the page above the rows. */
function useHeightAbove(bodyRef: RefObject<HTMLElement | null>, scrollRef: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0)
  useEffect(() => {
    const scroller = scrollRef.current
    if (scroller === null) return
    const measure = () => {
      const body = bodyRef.current
      if (body === null) return
      setHeight(
        Math.round(body.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop),
      )
    }
    const observer = new ResizeObserver(measure)
    for (const part of scroller.children) observer.observe(part)
    measure()
    return () => observer.disconnect()
  }, [bodyRef, scrollRef])
  return height
}
