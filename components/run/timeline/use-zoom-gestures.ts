'use client'

import { useEffect, useEffectEvent, type RefObject } from 'react'
import { offsetAt, panRange, zoomRange } from '#lib/run-view/timeline-range.ts'
import type { TimelineZoom } from './use-timeline-range.ts'

/** Zoom per pixel of the wheel; one notch of a mouse is about 100. */
const wheelZoom = 0.002
const maxWheelPx = 150

type Gestures = { areaRef: RefObject<HTMLElement | null>; trackRef: RefObject<HTMLElement | null>; zoom: TimelineZoom }

/**
 * Ctrl or ⌘ and the wheel zoom at the pointer; the wheel sideways or with Shift, and dragging with Shift, move along.
 * Listened to on the element itself: React's wheel listeners cannot keep the page from scrolling.
 */
export function useZoomGestures({ areaRef, trackRef, zoom }: Gestures): void {
  const onWheel = useEffectEvent((event: WheelEvent) => {
    const track = trackRef.current?.getBoundingClientRect()
    if (track === undefined || track.width === 0) return
    const { range } = zoom
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault()
      const share = Math.min(1, Math.max(0, (event.clientX - track.left) / track.width))
      const by = Math.max(-maxWheelPx, Math.min(maxWheelPx, event.deltaY))
      return zoom.setRange(zoomRange(range, Math.exp(by * wheelZoom), offsetAt(range, share)))
    }
    const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX
    if (Math.abs(sideways) <= Math.abs(event.shiftKey ? 0 : event.deltaY) || !zoom.isZoomed) return
    event.preventDefault()
    zoom.setRange(panRange(range, sideways / track.width))
  })
  const pan = useEffectEvent((from: TimelineZoom['range'], share: number) => zoom.setRange(panRange(from, share)))
  const onPointerDown = useEffectEvent((event: PointerEvent) => {
    const track = trackRef.current?.getBoundingClientRect()
    if (track === undefined || !event.shiftKey || event.button !== 0 || event.clientX < track.left) return
    event.preventDefault()
    const area = event.currentTarget
    if (!(area instanceof HTMLElement)) return
    area.setPointerCapture(event.pointerId)
    const [grabbed, held] = [event.clientX, zoom.range]
    const onMove = (move: PointerEvent) => pan(held, (grabbed - move.clientX) / track.width)
    area.addEventListener('pointermove', onMove)
    area.addEventListener('lostpointercapture', () => area.removeEventListener('pointermove', onMove), { once: true })
  })

  useEffect(() => {
    const area = areaRef.current
    if (area === null) return
    const wheel = (event: WheelEvent) => onWheel(event)
    const down = (event: PointerEvent) => onPointerDown(event)
    area.addEventListener('wheel', wheel, { passive: false })
    area.addEventListener('pointerdown', down)
    return () => {
      area.removeEventListener('wheel', wheel)
      area.removeEventListener('pointerdown', down)
    }
  }, [areaRef])
}
