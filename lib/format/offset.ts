const nsPerSecond = 1e9
/** Digits after the second by precision: 9 at a nanosecond, none from a second on. */
const maxDigits = 9

/**
 * A place in a run, as exact as `precisionNs` asks for: 0, 350 ms, 1.25 s, 4 m 02.5 s, 1 h 00 m 03.004 s.
 * Below a second the unit is the one that needs no fraction, where there is one.
 */
export function formatOffsetNs(offsetNs: number, precisionNs: number): string {
  const sign = offsetNs < 0 ? '−' : ''
  const digits = digitsFor(precisionNs)
  const rounded = Math.round((Math.abs(offsetNs) / nsPerSecond) * 10 ** digits)
  if (rounded === 0) return '0'
  const seconds = rounded / 10 ** digits
  if (seconds < 1) return sign + subSecond(rounded, digits)
  if (seconds < 60) return `${sign}${seconds.toFixed(digits)} s`
  const minutes = Math.floor(seconds / 60)
  const rest = `${padded(seconds - minutes * 60, digits)} s`
  if (minutes < 60) return `${sign}${minutes} m ${rest}`
  const hours = Math.floor(minutes / 60)
  const clock = `${String(minutes % 60).padStart(2, '0')} m`
  if (hours < 24) return `${sign}${hours} h ${clock}${precisionNs < 60 * nsPerSecond ? ` ${rest}` : ''}`
  return `${sign}${Math.floor(hours / 24)} d ${String(hours % 24).padStart(2, '0')} h ${clock}`
}

function digitsFor(precisionNs: number): number {
  for (let digits = 0; digits < maxDigits; digits++) if (precisionNs >= 10 ** (maxDigits - digits)) return digits
  return maxDigits
}

function subSecond(rounded: number, digits: number): string {
  if (digits <= 3) return `${rounded * 10 ** (3 - digits)} ms`
  const ns = rounded * 10 ** (maxDigits - digits)
  if (ns >= 1e6) return `${(ns / 1e6).toFixed(Math.max(0, digits - 3))} ms`
  return ns >= 1e3 || digits <= 6 ? `${(ns / 1e3).toFixed(Math.max(0, digits - 6))} µs` : `${ns} ns`
}

function padded(seconds: number, digits: number): string {
  return seconds.toFixed(digits).padStart(digits === 0 ? 2 : digits + 3, '0')
}
