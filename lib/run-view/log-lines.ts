import type { RunLog } from '#lib/domain/run-logs.ts'

export const logLevels = ['all', 'events', 'debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]
export type Severity = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'

const severities: readonly Severity[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']
/** OpenTelemetry gives every name four numbers, from 1. */
const NUMBERS_PER_NAME = 4

/** The name of a severity number; null where the record has none. */
export function severityOf({ severity, name }: RunLog): Severity | null {
  if (severity === null) return name === 'exception' ? 'error' : null
  return severities[Math.floor((severity - 1) / NUMBERS_PER_NAME)] ?? null
}

/** Lines at this level or above it that say all of the words; `events` is span events only. */
export function filterLogs(lines: readonly RunLog[], { words, level }: { words: string; level: LogLevel }): RunLog[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  const least = level === 'all' || level === 'events' ? -1 : severities.indexOf(level)
  return lines.filter((line) => {
    if (level === 'events' && line.source !== 'event') return false
    const severity = severityOf(line)
    if (least >= 0 && (severity === null || severities.indexOf(severity) < least)) return false
    const text = `${line.name} ${line.text} ${line.severityText}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}
