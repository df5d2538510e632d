import { logPayloads } from '#clickhouse/queries/spans/span-payload.ts'
import type { RunRef } from '#lib/domain/access/run-ref.ts'
import type { LogRecord } from '#lib/domain/otlp.ts'
import type { ServiceContext } from '../context.ts'
import { rawLog } from './span-detail.ts'

export type LoadedLog = {
  logId: string
  timeNs: string
  eventName: string
  raw: string
  record: LogRecord
  promptName: string
  promptVersion: string
}

/** Log records of a run with their text, in the order in which they were written down. */
export async function loadLogs({ db }: ServiceContext, run: RunRef, logIds: string[]): Promise<LoadedLog[]> {
  if (logIds.length === 0) return []
  const rows = await logPayloads(db, run, { logIds })
  return rows.map(loadedLog)
}

type LogRow = Awaited<ReturnType<typeof logPayloads>>[number]

export function loadedLog(row: LogRow): LoadedLog {
  return {
    logId: row.log_id,
    timeNs: row.time_ns,
    eventName: row.event_name,
    raw: row.raw,
    record: rawLog(row.raw),
    promptName: row.prompt_name,
    promptVersion: row.prompt_version,
  }
}
