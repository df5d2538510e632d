import { AppError } from '#lib/domain/errors.ts'

const unitMs: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** An ISO 8601 instant, or one relative to now (`-1h`, `-7d`, `now`), as nanoseconds since the epoch. */
export function parseInstant(name: string, text: string, nowMs: number): string {
  const ms = relativeMs(text, nowMs) ?? isoMs(text)
  if (ms === null) {
    throw new AppError(
      'bad_request',
      `\`${name}\` is no time: "${text.slice(0, 40)}". Use ISO 8601 or a distance such as -1h, -7d.`,
    )
  }
  return (BigInt(ms) * 1_000_000n).toString()
}

function relativeMs(text: string, nowMs: number): number | null {
  if (text === 'now') return nowMs
  const match = /^-(\d{1,6})([smhdw])$/.exec(text)
  if (match === null) return null
  const [, count = '0', unit = 's'] = match
  return Math.max(0, nowMs - Number(count) * (unitMs[unit] ?? 0))
}

/** Years 1970 to 2261: what nanoseconds in 64 bits can say. */
function isoMs(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(text)) return null
  const ms = Date.parse(text)
  return Number.isNaN(ms) || ms < 0 || ms >= Date.UTC(2262, 0) ? null : ms
}
