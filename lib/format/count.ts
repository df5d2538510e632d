import { unknownText } from './unknown.ts'

const units = [
  { size: 1e12, unit: 'T' },
  { size: 1e9, unit: 'B' },
  { size: 1e6, unit: 'M' },
  { size: 1e3, unit: 'k' },
]

const exact = new Intl.NumberFormat('en-US')

/** Short count with at most three significant digits: 950, 3.9k, 12.1k, 310k, 4.02M. */
export function formatCount(count: number | null): string {
  if (count === null) return unknownText
  // From 999.5 on a number rounds into the next unit: 999,950 is 1.00M, not 1000k.
  const step = units.find(({ size }) => Math.abs(count) >= size * 0.9995)
  if (!step || Math.abs(count) < 1000) return String(count)
  const scaled = count / step.size
  const magnitude = Math.abs(scaled)
  const text = scaled.toFixed(magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : 2)
  return `${text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')}${step.unit}`
}

/** Every digit, grouped: 12,104. */
export function formatCountExact(count: number | null): string {
  return count === null ? unknownText : exact.format(count)
}
