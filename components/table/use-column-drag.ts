'use client'

import { useRef, useState, type MouseEvent, type PointerEvent } from 'react'

/** Pixels of a press that is still a click. */
const threshold = 5

type Press = { id: string; from: number; startX: number; dragging: boolean }

/** Dragging a header to another place: `over` is where it would go, counted among all headers. */
export function useColumnDrag(onMove: ((id: string, to: number) => void) | undefined) {
  const press = useRef<Press | null>(null)
  const [drag, setDrag] = useState<{ id: string; over: number } | null>(null)
  const end = () => {
    press.current = null
    setDrag(null)
  }

  const handlersOf = (id: string, from: number) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (onMove === undefined || event.button !== 0 || event.pointerType === 'touch') return
      press.current = { id, from, startX: event.clientX, dragging: false }
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const { current } = press
      if (current === null) return
      // Let go outside of the headers.
      if (event.buttons === 0) return end()
      if (!current.dragging && Math.abs(event.clientX - current.startX) < threshold) return
      if (!current.dragging) event.currentTarget.setPointerCapture(event.pointerId)
      current.dragging = true
      // A quick pull is over another header before this one hears of it.
      setDrag({ id: current.id, over: placeAt(event) })
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const { current } = press
      if (current?.dragging !== true) return end()
      const over = placeAt(event)
      onMove?.(current.id, over > current.from ? over - 1 : over)
      // The click that follows belongs to the drag.
      setTimeout(end)
    },
    onPointerCancel: end,
    onClickCapture: (event: MouseEvent) => {
      if (press.current?.dragging !== true) return
      event.stopPropagation()
      event.preventDefault()
      end()
    },
  })
  return { drag, handlersOf }
}

/** Before which header the pointer is; their number when it is behind the last one. */
function placeAt(event: PointerEvent<HTMLElement>): number {
  const headers = [...(event.currentTarget.parentElement?.children ?? [])]
  const before = headers.findIndex((header) => {
    const { left, width } = header.getBoundingClientRect()
    return event.clientX < left + width / 2
  })
  return before === -1 ? headers.length : before
}
