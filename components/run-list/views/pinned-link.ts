import { pinTimeRange } from '#components/filters/parse-time-range.ts'

/** The same list with the ends of its time range fixed: it shows the same runs to whoever opens it later. */
export function pinnedLink(href: string, nowMs: number): string {
  const url = new URL(href)
  const { searchParams } = url
  const pinned = pinTimeRange({ from: searchParams.get('from'), to: searchParams.get('to') }, nowMs)
  if (pinned.from !== null) searchParams.set('from', pinned.from)
  if (pinned.to !== null) searchParams.set('to', pinned.to)
  return url.href
}
