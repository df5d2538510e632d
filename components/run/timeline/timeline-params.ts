import { createParser, parseAsStringLiteral } from 'nuqs'
import type { TimeRange } from '#lib/run-view/timeline-places.ts'
import { parseRange, rangeText } from '#lib/run-view/timeline-range.ts'

export const timelineLayouts = ['rows', 'lanes'] as const
export type TimelineLayout = (typeof timelineLayouts)[number]

const range = createParser<TimeRange>({
  parse: parseRange,
  serialize: rangeText,
  eq: (a, b) => a.from === b.from && a.to === b.to,
})

/** What a link to a timeline carries; without a layout the reader's own choice holds. */
export const timelineParams = {
  /** The part of the run's time in view, in microseconds after its start; absent shows all. */
  zoom: range,
  layout: parseAsStringLiteral(timelineLayouts),
}
