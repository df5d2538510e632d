import { dateFormat } from './date-format.ts'

const nsPerMs = 1_000_000n

/** Milliseconds since the epoch of the wire's nanosecond string. */
export function msOfNs(ns: string): number {
  return Number(BigInt(ns) / nsPerMs)
}

/** The wire's nanosecond string of an ISO 8601 time. */
export function nsOfIso(iso: string): string {
  return (BigInt(Date.parse(iso)) * nsPerMs).toString()
}

const steps = [
  { below: 60, size: 1, unit: 's' },
  { below: 3600, size: 60, unit: 'min' },
  { below: 86_400, size: 3600, unit: 'h' },
  { below: 86_400 * 14, size: 86_400, unit: 'd' },
]

const day = { day: 'numeric', month: 'short', year: 'numeric' } as const
const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 } as const
const timeOfDay = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
const shortTime = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const
const longDay = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
const absolute = { ...day, ...clock, timeZoneName: 'short' } as const

/** "2 min ago"; beyond two weeks the date. `nowMs` is passed in so that it can tick, and be tested. */
export function formatRelativeTime(ns: string, nowMs: number, timeZone?: string): string {
  const ms = msOfNs(ns)
  const seconds = Math.round((nowMs - ms) / 1000)
  if (Math.abs(seconds) < 2) return 'just now'
  const step = steps.find(({ below }) => Math.abs(seconds) < below)
  if (!step) return dateFormat(day, timeZone).format(ms)
  const text = `${Math.floor(Math.abs(seconds) / step.size)} ${step.unit}`
  return seconds > 0 ? `${text} ago` : `in ${text}`
}

/** Date and time to the millisecond with the zone's name: "21 Nov 2026, 10:14:10.250 UTC". */
export function formatAbsoluteTime(ns: string, timeZone?: string): string {
  return dateFormat(absolute, timeZone).format(msOfNs(ns))
}

/** Date and time to the minute, of this year or the last: "21 Nov, 10:14". */
export function formatShortTime(ns: string, timeZone?: string): string {
  return dateFormat(shortTime, timeZone).format(msOfNs(ns))
}

/** Time of day to the millisecond: "10:14:10.250". */
export function formatClockTime(ns: string, timeZone?: string): string {
  return dateFormat(clock, timeZone).format(msOfNs(ns))
}

/** Time of day to the second, of milliseconds since the epoch: "10:14:10". */
export function formatTimeOfDay(ms: number, timeZone?: string): string {
  return dateFormat(timeOfDay, timeZone).format(ms)
}

/** "Today", "Yesterday", else "Friday, 20 November 2026", of milliseconds since the epoch. */
export function formatDay(ms: number, nowMs: number, timeZone?: string): string {
  const format = dateFormat(longDay, timeZone)
  const text = format.format(ms)
  if (text === format.format(nowMs)) return 'Today'
  return text === format.format(nowMs - 86_400_000) ? 'Yesterday' : text
}
