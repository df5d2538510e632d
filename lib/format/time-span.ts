/**
 * A span of time, its end not part of it: "20 Nov, 10:00 – 10:15", "20 Nov, 10:00:05 – 10:00:10". Whole days are named
 * alone: "20 Nov", "16 – 22 Nov". The year is said where it is not this one. All in milliseconds since the epoch.
 */
export function formatTimeSpan(startMs: number, endMs: number, nowMs: number, timeZone?: string): string {
  const wholeDays = isMidnight(startMs, timeZone) && isMidnight(endMs, timeZone)
  const seconds = startMs % 60_000 !== 0 || endMs % 60_000 !== 0
  const format = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(isThisYear(startMs, nowMs, timeZone) ? {} : { year: 'numeric' }),
    ...(wholeDays ? {} : { hour: '2-digit', minute: '2-digit' }),
    ...(wholeDays || !seconds ? {} : { second: '2-digit' }),
    timeZone,
  })
  // Between date and date ICU puts narrow spaces, or none: one look for all.
  return format.formatRange(startMs, wholeDays ? endMs - 1 : endMs).replace(/[\s\u2009]*–[\s\u2009]*/g, ' – ')
}

function isMidnight(ms: number, timeZone?: string): boolean {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone }).format(ms) === '00:00:00'
}

function isThisYear(ms: number, nowMs: number, timeZone?: string): boolean {
  const year = new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone })
  return year.format(ms) === year.format(nowMs)
}
