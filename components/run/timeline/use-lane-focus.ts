'use client'

import { useEffect, useEffectEvent, type RefObject } from 'react'
import type { Lanes } from '#lib/run-view/timeline-lanes.ts'
import type { TimelineModel } from '#lib/run-view/timeline-model.ts'
import { lengthOf } from '#lib/run-view/timeline-range.ts'
import type { FocusRequest } from '../focus-request.ts'
import type { TimelineZoom } from './use-timeline-range.ts'

type LaneFocus = {
  scrollRef: RefObject<HTMLElement | null>
  model: TimelineModel
  lanes: Lanes
  zoom: TimelineZoom
  focus: FocusRequest | null
  /** Pixels of the sticky head. */
  head: number
  laneHeight: number
  onActive: (spanId: string) => void
}

/** Brings a span into view, in both directions and only as far as needed; what `focus` names is brought by itself. */
export function useLaneFocus(input: LaneFocus): (index: number) => void {
  const { scrollRef, model, lanes, zoom, focus, head, laneHeight, onActive } = input
  function bringIntoView(index: number): void {
    const node = model.nodes[index]
    const scroller = scrollRef.current
    if (node === undefined || scroller === null) return
    onActive(node.spanId)
    const top = (lanes.lane[index] ?? 0) * laneHeight
    const room = scroller.clientHeight - head
    if (top < scroller.scrollTop || top + laneHeight > scroller.scrollTop + room) scroller.scrollTop = top - room / 2
    const [from, to] = [model.places.start[index] ?? 0, model.places.end[index] ?? 0]
    const half = lengthOf(zoom.range) / 2
    if (to < zoom.range.from || from > zoom.range.to) zoom.setRange({ from: from - half, to: from + half })
  }
  const follow = useEffectEvent((spanId: string) =>
    bringIntoView(model.nodes.findIndex((node) => node.spanId === spanId)),
  )
  useEffect(() => {
    if (focus !== null) follow(focus.spanId)
  }, [focus])
  return bringIntoView
}
