/** A mark on an axis of equal slices of time: it stands where slice `slot` begins. */
export type TimeTick = { slot: number; text: string }

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const steps: readonly number[] = [
  [1, 5, 10, 15, 30].map((seconds) => seconds * second),
  [1, 2, 5, 10, 15, 30].map((minutes) => minutes * minute),
  [1, 2, 3, 6, 12].map((hours) => hours * hour),
  [1, 2, 4, 7, 14, 28, 56, 112, 224, 448, 896, 1792, 3584, 7168, 14_336, 28_672].map((days) => days * day),
].flat()
/** Monday, 5 January 1970, so that weeks begin on Mondays. */
const originMs = 4 * day

/**
 * At most `limit` ticks at round times of the viewer: "06:00", "10:15:30", "21 Nov" where a day begins, "Nov 2026" over
 * years. `startsMs` are the begins of the slices, `offsetOf` how far the viewer's clock is ahead of UTC.
 */
export function timeTicks(startsMs: readonly number[], limit: number, offsetOf = viewerOffsetMs): TimeTick[] {
  const local = startsMs.map((ms) => ms + offsetOf(ms))
  const [first = 0] = local
  const step = steps.find((each) => slotsAt(local, each).length <= limit) ?? Number.MAX_SAFE_INTEGER
  const slots = slotsAt(local, step)
  const spanMs = (local.at(-1) ?? first) - first
  const ticks = slots.map((slot) => ({ slot, text: tickText(local, slot, step, spanMs) }))
  return ticks.length === 0 && local.length > 0 ? [{ slot: 0, text: timeText(first, second) }] : ticks
}

/** Slices in which a new step begins. */
function slotsAt(local: readonly number[], step: number): number[] {
  return [...local.keys()].filter((slot) => begins(local, slot, step))
}

function begins(local: readonly number[], slot: number, step: number): boolean {
  const since = (local[slot] ?? 0) - originMs
  const before = local[slot - 1]
  return before === undefined ? since % step === 0 : Math.floor(since / step) > Math.floor((before - originMs) / step)
}

function tickText(local: readonly number[], slot: number, step: number, spanMs: number): string {
  const ms = local[slot] ?? 0
  if (step < day && !begins(local, slot, day)) return timeText(ms, step)
  const years = spanMs > 300 * day
  return textOf(ms, years ? { month: 'short', year: 'numeric' } : { day: 'numeric', month: 'short' })
}

function timeText(ms: number, step: number): string {
  return textOf(ms, { hour: '2-digit', minute: '2-digit', ...(step < minute ? { second: '2-digit' } : {}) })
}

/** The offset is in `ms` already: what is formatted is UTC. */
function textOf(ms: number, format: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...format, timeZone: 'UTC' }).format(ms)
}

function viewerOffsetMs(ms: number): number {
  return -new Date(ms).getTimezoneOffset() * minute
}
