import { promptsOfRunSpans, rawOfRunLogs, rawOfRunSpans } from '#clickhouse/queries/spans/raw-of-run.ts'
import type { RunRef } from '#lib/domain/access/run-ref.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { RunRecords } from '#lib/run/types.ts'
import type { ServiceContext } from '../context.ts'
import { loadedLog, type LoadedLog } from '../runs/load-logs.ts'
import { whereLogs, whereSpans } from '../runs/where-records.ts'

export type SpanPlace = RunRecords['spans'][number]
export type LogPlace = RunRecords['logs'][number]

/** What an export works with; the signal fires when nobody reads it any more. */
export type ExportContext = { ctx: ServiceContext; signal: AbortSignal }
/** The same for one run. */
export type RunExportContext = ExportContext & { ref: RunRef }

/** The stored text of spans, in their order. One that is gone ends the export: a file says all or nothing. */
export async function loadRawSpans(
  { ctx, ref, signal }: RunExportContext,
  places: readonly SpanPlace[],
): Promise<string[]> {
  const rows = await rawOfRunSpans(ctx.db, ref, whereSpans(places), { signal })
  const byId = new Map(rows.map(({ trace_id, span_id, raw }) => [`${trace_id}/${span_id}`, raw]))
  return places.map((place) => byId.get(spanKey(place)) ?? gone('span', place.spanId))
}

/** The prompts that spans name, by `spanKey`. */
export async function loadPrompts(
  { ctx, ref, signal }: RunExportContext,
  places: readonly SpanPlace[],
): Promise<Map<string, { name: string; version: string }>> {
  const rows = await promptsOfRunSpans(ctx.db, ref, whereSpans(places), { signal })
  return new Map(
    rows.map((row) => [`${row.trace_id}/${row.span_id}`, { name: row.prompt_name, version: row.prompt_version }]),
  )
}

/** Log records in the order in which they were written. */
export async function loadRawLogs(
  { ctx, ref, signal }: RunExportContext,
  places: readonly LogPlace[],
): Promise<LoadedLog[]> {
  if (places.length === 0) return []
  const rows = await rawOfRunLogs(ctx.db, ref, whereLogs(places), { signal })
  if (rows.length < places.length) {
    const found = new Set(rows.map(({ log_id }) => log_id))
    gone('log record', places.find(({ logId }) => !found.has(logId))?.logId ?? '')
  }
  return rows.map(loadedLog)
}

export function spanKey({ traceId, spanId }: { traceId: string; spanId: string }): string {
  return `${traceId}/${spanId}`
}

function gone(what: string, id: string): never {
  throw new AppError('not_found', `The content of ${what} ${id} has passed retention.`)
}
