import type { Run } from '#lib/domain/run.ts'
import { logsRequest, tracesRequest } from '#lib/export/otlp-lines.ts'
import { recordBatches } from '#lib/export/record-batches.ts'
import { assembleRun } from '../runs/assemble-run.ts'
import { rawSpan } from '../runs/span-detail.ts'
import { loadRawLogs, loadRawSpans, type RunExportContext } from './load-records.ts'

/**
 * The records of a run as they were received, as the OpenTelemetry Collector's file exporter writes them: JSON
 * Lines, each a whole request, first those for /v1/traces, then those for /v1/logs.
 */
export async function* exportRunOtlp(context: RunExportContext, run: Run): AsyncGenerator<string> {
  const { records } = await assembleRun({ ctx: context.ctx, run })
  const spans = records.spans.toSorted((a, b) => compare(a.startNs, b.startNs))
  for (const batch of recordBatches(spans, ({ bytes }) => bytes)) {
    const raw = await loadRawSpans(context, batch)
    yield `${tracesRequest(raw.map(rawSpan))}\n`
  }
  const logs = records.logs.toSorted((a, b) => compare(a.timeNs, b.timeNs))
  for (const batch of recordBatches(logs, ({ bytes }) => bytes)) {
    const loaded = await loadRawLogs(context, batch)
    yield `${logsRequest(loaded.map(({ record }) => record))}\n`
  }
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
