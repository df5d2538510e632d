import { unknownText } from './unknown.ts'

const nsPerMs = 1e6

/** Nanoseconds in the unit a person thinks in: 320 µs, 41 ms, 18.2 s, 4 m 02 s, 2 h 05 m, 3 d 04 h. */
export function formatDurationNs(durationNs: number | null): string {
  if (durationNs === null) return unknownText
  const ms = durationNs / nsPerMs
  if (ms < 1) return ms === 0 ? '0 ms' : `${Math.max(1, Math.round(ms * 1000))} µs`
  if (ms < 999.5) return `${Math.round(ms)} ms`
  const seconds = ms / 1000
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`
  return longDuration(Math.round(seconds))
}

function longDuration(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} m ${two(seconds % 60)} s`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} h ${two(minutes % 60)} m`
  return `${Math.floor(hours / 24)} d ${two(hours % 24)} h`
}

function two(count: number): string {
  return String(count).padStart(2, '0')
}
