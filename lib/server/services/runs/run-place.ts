import type { RunPlace } from '#clickhouse/sql/run-place.ts'
import { isCliDialect } from '#lib/domain/cli-dialect.ts'
import type { Run } from '#lib/domain/run.ts'
import type { AssembledRun } from '#lib/run/types.ts'

/** Where the payloads and logs of a run are stored, and which row of its tree a log record belongs to. */
export function placeOfRun(
  run: Run,
  { nodes, logsOfSpan }: AssembledRun,
): { place: RunPlace; rowOfLog: Map<string, string> } {
  const rowOfLog = new Map<string, string>()
  for (const [spanId, logIds] of logsOfSpan) for (const logId of logIds) rowOfLog.set(logId, spanId)
  for (const { source, spanId } of nodes) if (source === 'log') rowOfLog.set(spanId, spanId)
  const isCli = run.session !== null && run.dialects.some(isCliDialect)
  return {
    place: {
      startNs: run.startedAt,
      endNs: run.endedAt,
      logIds: isCli ? [...rowOfLog.keys()] : [],
      session: isCli ? (run.session ?? '') : '',
    },
    rowOfLog,
  }
}

/** Tells the records that the run was assembled from, by their own ids, from others of its traces and session. */
export function ownRecords({ records }: AssembledRun): (record: { record_id: string }) => boolean {
  const ids = new Set([...records.spans.map(({ spanId }) => spanId), ...records.logs.map(({ logId }) => logId)])
  return ({ record_id }) => ids.has(record_id)
}
