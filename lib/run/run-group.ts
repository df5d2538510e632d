import { createHash } from 'node:crypto'
import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { splitCliSession } from './cli-group.ts'
import { isCliDialect } from './cli-turn-index.ts'

/** The records of one run before anything is judged. */
export type RunGroup = {
  runId: string
  /** `cli`: a turn of a coding CLI, spread over traces and logs. */
  origin: 'trace' | 'cli'
  spans: SpanFacts[]
  logs: LogFacts[]
}

const traceIdPattern = /^[0-9a-f]{32}$/

/** Splits the records into runs: the coding CLIs by prompt or turn, everything else by trace. */
export function groupRecords(spans: readonly SpanFacts[], logs: readonly LogFacts[]): RunGroup[] {
  const traces = new Map<string, RunGroup>()
  const groupOf = (record: { project: string; traceId: string }) => {
    const key = `${record.project}\n${record.traceId}`
    let group = traces.get(key)
    if (group === undefined) traces.set(key, (group = { runId: record.traceId, origin: 'trace', spans: [], logs: [] }))
    return group
  }
  for (const span of spans) if (!isCliDialect(span.dialect)) groupOf(span).spans.push(span)
  for (const log of logs) if (!isCliDialect(log.dialect) && log.traceId !== '') groupOf(log).logs.push(log)
  return [...traces.values(), ...cliGroups(spans, logs)]
}

function cliGroups(spans: readonly SpanFacts[], logs: readonly LogFacts[]): RunGroup[] {
  const cliSpans = spans.filter((span) => isCliDialect(span.dialect))
  const cliLogs = logs.filter((log) => isCliDialect(log.dialect))
  if (cliSpans.length === 0 && cliLogs.length === 0) return []
  return splitCliSession(cliSpans, cliLogs).map((group) => {
    const project = group.spans[0]?.project ?? group.logs[0]?.project ?? ''
    const runId = traceIdPattern.test(group.key)
      ? group.key
      : hashedRunId([project, group.dialect, group.session, group.key])
    return { runId, origin: 'cli' as const, spans: group.spans, logs: group.logs }
  })
}

function hashedRunId(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}
