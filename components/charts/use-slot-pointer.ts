'use client'

import { useEffect, useState, type PointerEvent } from 'react'
import { slotAt, slotRange, type SlotRange } from './slots.ts'

type SlotPointer = {
  count: number
  onHover: (slot: number | null) => void
  onSelect: (range: SlotRange) => void
}

/** Hover, click and drag over a plot of slots; Escape gives a drag up. `anchor` is where a drag began. */
export function useSlotPointer({ count, onHover, onSelect }: SlotPointer) {
  const [anchor, setAnchor] = useState<number | null>(null)
  const [inside, setInside] = useState(false)
  const dragging = anchor !== null

  useEffect(() => {
    if (!dragging) return
    const giveUp = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      // Before the page's own shortcuts: there Escape means something else.
      event.stopPropagation()
      setAnchor(null)
    }
    window.addEventListener('keydown', giveUp, { capture: true })
    return () => window.removeEventListener('keydown', giveUp, { capture: true })
  }, [dragging])

  const leave = () => {
    setAnchor(null)
    setInside(false)
    onHover(null)
  }
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      setAnchor(slotUnder(event, count))
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      setInside(true)
      onHover(slotUnder(event, count))
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const slot = slotUnder(event, count)
      if (anchor === null || slot === null) return
      leave()
      onSelect(slotRange(anchor, slot))
    },
    onPointerLeave: () => {
      if (!dragging) leave()
    },
    onPointerCancel: leave,
  }
  return { anchor, inside, handlers }
}

function slotUnder(event: PointerEvent<HTMLElement>, count: number): number | null {
  const { left, width } = event.currentTarget.getBoundingClientRect()
  return slotAt(event.clientX - left, width, count)
}
