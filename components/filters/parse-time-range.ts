/** `from` and `to` as the API takes them: ISO 8601, or relative to now. Null is open. */
export type TimeRange = { from: string | null; to: string | null }

export const timeRangePresets: readonly { label: string; from: string | null }[] = [
  { label: 'Last 15 minutes', from: '-15m' },
  { label: 'Last hour', from: '-1h' },
  { label: 'Last 6 hours', from: '-6h' },
  { label: 'Last 24 hours', from: '-24h' },
  { label: 'Last 7 days', from: '-7d' },
  { label: 'Last 30 days', from: '-30d' },
  { label: 'All time', from: null },
]

const unitOf: Record<string, string> = {
  s: 's',
  sec: 's',
  second: 's',
  m: 'm',
  min: 'm',
  minute: 'm',
  h: 'h',
  hr: 'h',
  hour: 'h',
  d: 'd',
  day: 'd',
  w: 'w',
  week: 'w',
}
const unitName: Record<string, string> = { s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week' }
const dayMs = 86_400_000

/**
 * What a person types: "3h", "last 3 hours", "today", "yesterday", "this month", "last month", "all", "2026-11-20",
 * "2026-11-20 10:00 – 12:30", "2026-11-01 to 2026-11-08". Local time; null when it is none of these.
 */
export function parseTimeRange(text: string, nowMs: number): TimeRange | null {
  const input = text.trim().toLowerCase()
  if (input === 'all' || input === 'all time') return { from: null, to: null }
  const today = startOfDay(nowMs)
  if (input === 'today') return { from: iso(today), to: null }
  if (input === 'this month') return { from: iso(startOfMonth(nowMs, 0)), to: null }
  if (input === 'last month') return { from: iso(startOfMonth(nowMs, -1)), to: iso(startOfMonth(nowMs, 0)) }
  if (input === 'yesterday') return { from: iso(startOfDay(today - dayMs / 2)), to: iso(today) }
  return parseRelative(input) ?? parseAbsolute(input)
}

function parseRelative(input: string): TimeRange | null {
  const match = /^(?:last|past|-)?\s*(\d{1,6})?\s*([a-z]+?)s?(?:\s+ago)?$/.exec(input)
  const unit = unitOf[match?.[2] ?? ''] ?? (input === 's' ? 's' : undefined)
  if (!match || !unit || Number(match[1] ?? 1) === 0) return null
  if (match[1] === undefined && !/^(last|past)/.test(input)) return null
  return { from: `-${Number(match[1] ?? 1)}${unit}`, to: null }
}

type Moment = { startMs: number; endMs: number; hasDate: boolean }

function parseAbsolute(input: string): TimeRange | null {
  const [first = '', second, ...rest] = input.split(/\s+(?:to|–|-|until|\.\.)\s+/)
  if (rest.length > 0) return null
  const from = parseMoment(first, null)
  if (!from) return null
  if (second === undefined) return { from: iso(from.startMs), to: iso(from.endMs) }
  const to = parseMoment(second, from.startMs)
  if (!to || to.endMs <= from.startMs) return null
  return { from: iso(from.startMs), to: iso(to.hasDate && second.length === 10 ? to.endMs : to.startMs) }
}

/** A date, a date with time, or (after a first moment) a time alone. A date alone is the whole day. */
function parseMoment(text: string, sameDayAsMs: number | null): Moment | null {
  const match = /^(?:(\d{4})-(\d{2})-(\d{2}))?(?:[t ]?(\d{1,2}):(\d{2}))?$/.exec(text.trim())
  if (!match) return null
  const [, year, month, day, hour, minute] = match
  if (year === undefined && (hour === undefined || sameDayAsMs === null)) return null
  const date = year === undefined ? new Date(sameDayAsMs ?? 0) : new Date(Number(year), Number(month) - 1, Number(day))
  if (year !== undefined && date.getDate() !== Number(day)) return null
  date.setHours(Number(hour ?? 0), Number(minute ?? 0), 0, 0)
  const startMs = date.getTime()
  const endMs = hour === undefined ? startOfDay(startMs + dayMs * 1.5) : startMs + 3_600_000
  return { startMs, endMs, hasDate: year !== undefined }
}

/** A range as the button shows it. */
export function timeRangeLabel({ from, to }: TimeRange): string {
  if (from === null && to === null) return 'All time'
  const preset = to === null ? timeRangePresets.find((each) => each.from === from) : undefined
  if (preset) return preset.label
  const relative = /^-(\d+)([smhdw])$/.exec(from ?? '')
  if (relative && to === null) {
    const unit = unitName[relative[2] ?? ''] ?? ''
    return relative[1] === '1' ? `Last ${unit}` : `Last ${relative[1]} ${unit}s`
  }
  if (from === null) return `Until ${shortTime(to ?? '')}`
  return to === null ? `Since ${shortTime(from)}` : `${shortTime(from)} – ${shortTime(to)}`
}

/** The same range with its ends fixed in time, for a link that shall show the same rows tomorrow. */
export function pinTimeRange({ from, to }: TimeRange, nowMs: number): TimeRange {
  const msOf: Record<string, number> = { s: 1e3, m: 6e4, h: 3.6e6, d: dayMs, w: 7 * dayMs }
  const pin = (text: string | null) => {
    const relative = /^-(\d+)([smhdw])$/.exec(text ?? '')
    return relative ? iso(nowMs - Number(relative[1]) * (msOf[relative[2] ?? ''] ?? 0)) : text
  }
  return { from: pin(from), to: pin(to) ?? iso(nowMs) }
}

/** Relative ranges move with the clock. */
export function isRelative({ from, to }: TimeRange): boolean {
  return to === null || [from, to].some((text) => text?.startsWith('-'))
}

function shortTime(text: string): string {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) return text
  const withTime = startOfDay(ms) !== ms
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(withTime ? { hour: '2-digit', minute: '2-digit' } : {}),
  }).format(ms)
}

function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0)
}

/** Of the month so many after the one that a moment is in. */
function startOfMonth(ms: number, months: number): number {
  const date = new Date(ms)
  return new Date(date.getFullYear(), date.getMonth() + months, 1).getTime()
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
