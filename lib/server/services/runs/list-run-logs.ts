import { listRunEvents, listRunLogs as queryLogs, type LogLine } from '#clickhouse/queries/spans/list-run-logs.ts'
import { RunRef } from '#lib/domain/access/run-ref.ts'
import type { RunLog, RunLogs } from '#lib/domain/run-logs.ts'
import type { Run } from '#lib/domain/run.ts'
import type { ServiceContext } from '../context.ts'
import { assembleRun } from './assemble-run.ts'
import { ownRecords, placeOfRun } from './run-place.ts'

/** Beyond this the list is cut at its end. */
const MAX_LINES = 20_000

type ListRunLogs = {
  ctx: ServiceContext
  run: Run
  /** Leaves out what lies in a trace or session that other runs share and belongs to them. */
  ownOnly?: boolean
}

/** The log records of a run and the events of its spans, in the order of time. */
export async function listRunLogs({ ctx, run, ownOnly = false }: ListRunLogs): Promise<RunLogs> {
  const assembled = await assembleRun({ ctx, run })
  const ref = RunRef.of(ctx.scope, [run])
  const { place, rowOfLog } = placeOfRun(run, assembled)
  const request = { ...place, limit: MAX_LINES }
  const [foundLogs, foundEvents] = await Promise.all([
    queryLogs(ctx.db, ref, request),
    listRunEvents(ctx.db, ref, request),
  ])
  const isNarrow = ownOnly || !ctx.scope.isWholeProject
  const isOwn = isNarrow ? ownRecords(assembled) : () => true
  const [logs, events] = [foundLogs.filter(isOwn), foundEvents.filter(isOwn)]
  const rows = new Set(assembled.nodes.map(({ spanId }) => spanId))
  const lines = [
    ...logs.map((line) => logOf(line, rowOfLog.get(line.record_id) ?? inRows(rows, line.span_id))),
    ...events.map((line) => eventOf(line, inRows(rows, line.span_id))),
  ].map((line) => ({ line, timeNs: BigInt(line.timeNs) }))
  lines.sort((left, right) => (left.timeNs < right.timeNs ? -1 : left.timeNs > right.timeNs ? 1 : 0))
  return {
    runId: run.runId,
    version: run.version,
    items: lines.slice(0, MAX_LINES).map(({ line }) => line),
    totalCount: isNarrow ? lines.length : (logs[0]?.total ?? 0) + (events[0]?.total ?? 0),
  }
}

function inRows(rows: ReadonlySet<string>, spanId: string): string | null {
  return rows.has(spanId) ? spanId : null
}

function logOf(line: LogLine, spanId: string | null): RunLog {
  return {
    ...common(line, spanId),
    id: line.record_id,
    source: 'log',
    severity: line.severity === 0 ? null : line.severity,
    severityText: line.severity_text,
  }
}

function eventOf(line: LogLine, spanId: string | null): RunLog {
  return {
    ...common(line, spanId),
    id: `${line.record_id}.${line.place}`,
    source: 'event',
    severity: null,
    severityText: '',
  }
}

function common(line: LogLine, spanId: string | null): Pick<RunLog, 'timeNs' | 'name' | 'text' | 'spanId'> {
  return { timeNs: line.time_ns, name: line.name, text: line.head, spanId }
}
