const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Whether the engine and the browser know the zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Begins of the hours or days of a time zone that cover a range, and the end of the last; milliseconds since the epoch. */
export function laySlots(
  fromMs: number,
  toMs: number,
  interval: 'hour' | 'day',
  timeZone: string,
): { startsMs: number[]; endMs: number } {
  const startOf = interval === 'day' ? startOfDay : startOfHour
  const step = interval === 'day' ? dayMs : hourMs
  const offset = offsetReader(timeZone)
  const startsMs: number[] = []
  let start = startOf(fromMs, offset)
  while (start < toMs) {
    startsMs.push(start)
    // Days have 23 to 25 hours: from the middle of the next one its begin is found.
    start = startOf(start + step + (interval === 'day' ? step / 2 : 0), offset)
  }
  return { startsMs, endMs: start }
}

type OffsetOf = (ms: number) => number

function startOfHour(ms: number, offsetOf: OffsetOf): number {
  const offset = offsetOf(ms)
  return floorTo(ms + offset, hourMs) - offset
}

function startOfDay(ms: number, offsetOf: OffsetOf): number {
  const midnight = floorTo(ms + offsetOf(ms), dayMs)
  const guess = midnight - offsetOf(midnight)
  const start = midnight - offsetOf(guess)
  // Where clocks go forward at midnight, the day begins later.
  return floorTo(start + offsetOf(start), dayMs) < midnight ? start + hourMs : start
}

function floorTo(value: number, size: number): number {
  return Math.floor(value / size) * size
}

/** What local time is ahead of UTC, in milliseconds. */
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
    return local - floorTo(ms, 1000)
  }
}
