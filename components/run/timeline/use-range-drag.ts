'use client'

import { useEffect, useState, type PointerEvent } from 'react'
import type { TimeRange } from '#lib/run-view/timeline-places.ts'
import { offsetAt } from '#lib/run-view/timeline-range.ts'

/** Less is a click with an unsteady hand. */
const minDragPx = 4

type RangeDrag = {
  /** What the element shows from its left edge to its right. */
  range: TimeRange
  onRange: (range: TimeRange) => void
  onClick?: (offset: number) => void
}

/** Drag over an element that is a piece of time to choose a part of it; Escape gives the drag up. */
export function useRangeDrag({ range, onRange, onClick }: RangeDrag) {
  const [dragged, setDragged] = useState<TimeRange | null>(null)
  const dragging = dragged !== null
  useEffect(() => {
    if (!dragging) return
    const giveUp = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      // Before the page's own shortcuts: there Escape closes the span.
      event.stopPropagation()
      setDragged(null)
    }
    window.addEventListener('keydown', giveUp, { capture: true })
    return () => window.removeEventListener('keydown', giveUp, { capture: true })
  }, [dragging])

  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || event.shiftKey) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const at = offsetUnder(event, range)
      setDragged({ from: at, to: at })
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (dragged !== null) setDragged({ from: dragged.from, to: offsetUnder(event, range) })
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      if (dragged === null) return
      setDragged(null)
      const chosen = ordered({ from: dragged.from, to: offsetUnder(event, range) })
      if (isDrag(event, chosen, range)) onRange(chosen)
      else onClick?.(chosen.from)
    },
    onPointerCancel: () => setDragged(null),
  }
  return { dragged: dragged === null ? null : ordered(dragged), handlers }
}

function offsetUnder(event: PointerEvent<HTMLElement>, range: TimeRange): number {
  const { left, width } = event.currentTarget.getBoundingClientRect()
  return offsetAt(range, Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width))))
}

function ordered({ from, to }: TimeRange): TimeRange {
  return from <= to ? { from, to } : { from: to, to: from }
}

function isDrag(event: PointerEvent<HTMLElement>, chosen: TimeRange, range: TimeRange): boolean {
  const { width } = event.currentTarget.getBoundingClientRect()
  return ((chosen.to - chosen.from) / Math.max(1, range.to - range.from)) * width >= minDragPx
}
