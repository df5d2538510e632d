import { unknownText } from './unknown.ts'

/** A part of a whole, money or tokens: 12 %, 3.4 %, < 0.1 %. */
export function formatPart(part: number | null, whole: number | null): string {
  if (part === null || whole === null || whole === 0) return unknownText
  return formatPercent((part / whole) * 100)
}

export function formatPercent(percent: number): string {
  const magnitude = Math.abs(percent)
  if (magnitude === 0) return '0 %'
  const sign = percent < 0 ? '−' : ''
  if (magnitude < 0.1) return `${sign}< 0.1 %`
  return `${sign}${magnitude >= 9.95 ? magnitude.toFixed(0) : magnitude.toFixed(1).replace(/\.0$/, '')} %`
}
