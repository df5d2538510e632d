/** What local time is ahead of UTC at a moment, both in milliseconds. */
export type OffsetOf = (ms: number) => number

const readers = new Map<string, OffsetOf>()

/** Whether the engine and the browser know the zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Throws a RangeError for a zone that nobody knows. */
export function offsetOf(timeZone: string): OffsetOf {
  const known = readers.get(timeZone)
  if (known !== undefined) return known
  const reader = offsetReader(timeZone)
  readers.set(timeZone, reader)
  return reader
}

function offsetReader(timeZone: string): OffsetOf {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (ms) => {
    const part = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
    const read = (name: Intl.DateTimeFormatPartTypes) => part.get(name) ?? 0
    const local = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'))
    return local - Math.floor(ms / 1000) * 1000
  }
}
