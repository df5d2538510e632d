'use client'

import { useEffect, useEffectEvent, useState, type RefObject } from 'react'
import { formatOffsetNs } from '#lib/format/offset.ts'
import type { TimeRange } from '#lib/run-view/timeline-places.ts'
import { lengthOf, offsetAt } from '#lib/run-view/timeline-range.ts'

type NeedleProps = {
  areaRef: RefObject<HTMLElement | null>
  trackRef: RefObject<HTMLElement | null>
  range: TimeRange
  /** What lies under the pointer, in words. */
  describe: (event: PointerEvent) => string | null
}

type Needle = { left: number; share: number; text: string | null; isRight: boolean }

/** A line under the pointer with its exact place in time. Moving it draws nothing else anew. */
export function TimelineNeedle({ areaRef, trackRef, range, describe }: NeedleProps) {
  const [needle, setNeedle] = useState<Needle | null>(null)
  const onMove = useEffectEvent((event: PointerEvent) => {
    const track = trackRef.current?.getBoundingClientRect()
    const area = areaRef.current?.getBoundingClientRect()
    if (track === undefined || area === undefined || track.width === 0) return setNeedle(null)
    if (event.target instanceof Element && event.target.closest('[data-minimap]') !== null) return setNeedle(null)
    const share = (event.clientX - track.left) / track.width
    if (share < 0 || share > 1) return setNeedle(null)
    setNeedle({ left: event.clientX - area.left, share, text: describe(event), isRight: share > 0.5 })
  })
  useEffect(() => {
    const area = areaRef.current
    if (area === null) return
    const move = (event: PointerEvent) => onMove(event)
    const leave = () => setNeedle(null)
    area.addEventListener('pointermove', move)
    area.addEventListener('pointerleave', leave)
    return () => {
      area.removeEventListener('pointermove', move)
      area.removeEventListener('pointerleave', leave)
    }
  }, [areaRef])
  if (needle === null) return null
  const precision = Math.max(1, lengthOf(range) / 1_000)
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute inset-y-0 z-20 border-l border-accent"
      style={{ left: needle.left }}
    >
      <div
        className="absolute top-11.5 flex w-max max-w-96 gap-2 rounded bg-raised px-1.5 py-0.5 text-xs whitespace-nowrap shadow-float tabular"
        style={needle.isRight ? { right: 6 } : { left: 6 }}
      >
        <span className="font-medium">{formatOffsetNs(offsetAt(range, needle.share), precision)}</span>
        {needle.text === null ? null : <span className="truncate text-ink-2">{needle.text}</span>}
      </div>
    </div>
  )
}
