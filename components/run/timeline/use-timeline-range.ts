'use client'

import { debounce, useQueryStates } from 'nuqs'
import type { TimeRange } from '#lib/run-view/timeline-places.ts'
import { clampRange, offsetAt, panRange, zoomRange } from '#lib/run-view/timeline-range.ts'
import { useStoredChoice } from '../use-stored-choice.ts'
import { timelineLayouts, timelineParams, type TimelineLayout } from './timeline-params.ts'

/** The address follows when the hand has come to rest. */
const urlDelayMs = 250
/** One press of a key or a button. */
const zoomStep = 0.6
const panStep = 0.2

export type TimelineZoom = {
  /** What is in view. */
  range: TimeRange
  isZoomed: boolean
  setRange: (range: TimeRange) => void
  reset: () => void
  zoomIn: () => void
  zoomOut: () => void
  pan: (direction: 1 | -1) => void
}

/** The part of the time in view and the layout: both in the address, so that a link shows the same. */
export function useTimelineRange(full: TimeRange) {
  const [{ zoom, layout: linked }, setParams] = useQueryStates(timelineParams, {
    limitUrlUpdates: debounce(urlDelayMs),
  })
  const [stored, setStored] = useStoredChoice('timeline-layout', timelineLayouts, 'rows')
  const clamped = zoom === null ? null : clampRange(zoom, full)
  const range = clamped ?? full
  const setRange = (next: TimeRange) => void setParams({ zoom: clampRange(next, full) })
  const zoomBy = (factor: number) => setRange(zoomRange(range, factor, offsetAt(range, 0.5)))
  const setLayout = (layout: TimelineLayout) => {
    setStored(layout)
    void setParams({ layout })
  }
  const zoomState: TimelineZoom = {
    range,
    isZoomed: clamped !== null,
    setRange,
    reset: () => void setParams({ zoom: null }),
    zoomIn: () => zoomBy(zoomStep),
    zoomOut: () => zoomBy(1 / zoomStep),
    pan: (direction) => setRange(panRange(range, direction * panStep)),
  }
  return { ...zoomState, layout: linked ?? stored, setLayout }
}
