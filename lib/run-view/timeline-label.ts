/** Pixels of a text of 11 px; digits are all as wide. */
const charPx = 6.3
const paddingPx = 8

export type LabelPlace = 'after' | 'before' | 'inside' | 'none'

/** The part of a bar that can be seen, in pixels of its track. */
export type SeenBar = { left: number; right: number }

export function labelWidth(text: string): number {
  return text.length * charPx + paddingPx
}

/** Where a bar's text can be read whole: right of it, else left of it, else in it; in no other case at all. */
export function labelPlace({ left, right }: SeenBar, labelPx: number, trackPx: number): LabelPlace {
  if (right + labelPx <= trackPx) return 'after'
  if (left >= labelPx) return 'before'
  return right - left >= labelPx ? 'inside' : 'none'
}
