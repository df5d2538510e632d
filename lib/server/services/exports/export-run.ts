import { z } from 'zod'
import { RunRef } from '#lib/domain/access/run-ref.ts'
import type { Run } from '#lib/domain/run.ts'
import type { Download } from '#lib/server/send-download.ts'
import type { ServiceContext } from '../context.ts'
import { exportRunJson } from './export-run-json.ts'
import { exportRunMarkdown } from './export-run-markdown.ts'
import { exportRunOtlp } from './export-run-otlp.ts'
import type { RunExportContext } from './load-records.ts'

const RunExportFormat = z.enum(['json', 'otlp', 'markdown'])
type RunExportFormat = z.infer<typeof RunExportFormat>

export const RunExportQuery = z.object({
  format: RunExportFormat.describe(
    '`json`: the run, its tree with all payloads, and its other log records. `otlp`: the spans and logs as they were ' +
      'received, in JSON Lines; each line is a whole OTLP/JSON request, to be posted to /v1/traces where it begins ' +
      'with `{"resourceSpans"` and to /v1/logs where it begins with `{"resourceLogs"`. `markdown`: text for a ticket ' +
      'or a language model; long texts are cut, and say so.',
  ),
})
export type RunExportQuery = z.infer<typeof RunExportQuery>

type Maker = (context: RunExportContext, run: Run) => AsyncIterable<string>
const makers: Record<RunExportFormat, { extension: string; mediaType: string; make: Maker }> = {
  json: { extension: 'json', mediaType: 'application/json', make: exportRunJson },
  otlp: { extension: 'otlp.jsonl', mediaType: 'application/x-ndjson', make: exportRunOtlp },
  markdown: { extension: 'md', mediaType: 'text/markdown; charset=utf-8', make: exportRunMarkdown },
}

/** One run as a file. */
export function exportRun({ ctx, run, input }: { ctx: ServiceContext; run: Run; input: RunExportQuery }): Download {
  const { extension, mediaType, make } = makers[input.format]
  const ref = RunRef.of(ctx.scope, [run])
  return {
    fileName: `run-${run.runId}.${extension}`,
    mediaType,
    chunks: (signal) => make({ ctx, ref, signal }, run),
  }
}
