'use client'

import { useEffect, useEffectEvent, useRef, useState, type PointerEvent, type RefObject } from 'react'

export type View = { x: number; y: number; scale: number }
type Size = { width: number; height: number }

const MIN_SCALE = 0.05
const MAX_SCALE = 2
/** Small graphs are not blown up to fill the page. */
const MAX_FIT = 1
/** Less of a movement than this is a click. */
const DRAG_PX = 4

/** Moves and scales a drawing: drag, wheel, ctrl or cmd + wheel, two fingers, and the functions it answers. */
export function usePanZoom(frame: RefObject<HTMLDivElement | null>, drawing: Size) {
  const [moved, setMoved] = useState<View | null>(null)
  const [frameSize, setFrameSize] = useState<Size>({ width: 0, height: 0 })
  const pointers = useRef(new Map<number, { x: number; y: number }>())
  const dragged = useRef(0)
  const view = moved ?? fitted(frameSize, drawing)

  const zoomAt = (factor: number, x: number, y: number) => {
    const scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, view.scale * factor))
    const ratio = scale / view.scale
    setMoved({ scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio })
  }
  const zoom = (factor: number) => zoomAt(factor, frameSize.width / 2, frameSize.height / 2)
  const move = (x: number, y: number) => setMoved({ ...view, x: view.x + x, y: view.y + y })

  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault()
    const box = frame.current?.getBoundingClientRect()
    if (box === undefined) return
    if (!event.ctrlKey && !event.metaKey) return move(-event.deltaX, -event.deltaY)
    zoomAt(Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top)
  })
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setFrameSize({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    // React's own wheel listener is passive: it could not keep the page from zooming.
    const listener = (event: WheelEvent) => onWheel(event)
    element.addEventListener('wheel', listener, { passive: false })
    observer.observe(element)
    return () => {
      element.removeEventListener('wheel', listener)
      observer.disconnect()
    }
  }, [frame])

  const onPointerMove = (event: PointerEvent) => {
    const before = pointers.current.get(event.pointerId)
    if (before === undefined) return
    const now = { x: event.clientX, y: event.clientY }
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1]
    pointers.current.set(event.pointerId, now)
    const box = frame.current?.getBoundingClientRect()
    if (other !== undefined && box !== undefined) {
      const factor = distance(now, other) / Math.max(1, distance(before, other))
      return zoomAt(factor, (now.x + other.x) / 2 - box.left, (now.y + other.y) / 2 - box.top)
    }
    dragged.current += distance(now, before)
    if (dragged.current < DRAG_PX) return
    frame.current?.setPointerCapture(event.pointerId)
    move(now.x - before.x, now.y - before.y)
  }
  const release = (event: PointerEvent) => void pointers.current.delete(event.pointerId)
  return {
    view,
    zoom,
    fit: () => setMoved(null),
    /** Brings a point of the drawing to the middle, where it is out of sight. */
    reveal: (x: number, y: number) => {
      const [left, top] = [view.x + x * view.scale, view.y + y * view.scale]
      const isSeen = left > 0 && top > 0 && left < frameSize.width && top < frameSize.height
      if (isSeen) return
      setMoved({ ...view, x: frameSize.width / 2 - x * view.scale, y: frameSize.height / 2 - y * view.scale })
    },
    /** True right after a drag, whose end is no click. */
    wasDragged: () => dragged.current >= DRAG_PX,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        dragged.current = 0
        pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
      },
      onPointerMove,
      onPointerUp: release,
      onPointerCancel: release,
      onPointerLeave: release,
    },
  }
}

/** The whole drawing, from the top when it is too high to be read at once. */
function fitted(frame: Size, drawing: Size): View {
  if (frame.width === 0 || drawing.width === 0) return { x: 0, y: 0, scale: 1 }
  const whole = Math.min(frame.width / drawing.width, frame.height / drawing.height, MAX_FIT)
  const scale = Math.max(whole, Math.min(READABLE, frame.width / drawing.width))
  return {
    scale,
    x: (frame.width - drawing.width * scale) / 2,
    y: Math.max(0, (frame.height - drawing.height * scale) / 2),
  }
}

const READABLE = 0.6

function distance(from: { x: number; y: number }, to: { x: number; y: number }): number {
  return Math.hypot(from.x - to.x, from.y - to.y)
}
