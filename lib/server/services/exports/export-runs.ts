import { z } from 'zod'
import { exportOrder } from '#clickhouse/queries/runs/export-order.ts'
import { AppError } from '#lib/domain/errors.ts'
import { RunListQuery } from '#lib/domain/filter.ts'
import type { Run } from '#lib/domain/run.ts'
import { runCsvColumns, runCsvHeader, runCsvLine } from '#lib/export/run-csv.ts'
import type { Download } from '#lib/server/send-download.ts'
import { Turns } from '#lib/server/turns.ts'
import type { ServiceContext } from '../context.ts'
import { resolveFilter } from '../runs/resolve-filter.ts'
import type { ExportContext } from './load-records.ts'
import { loadRunLines, type RunPage } from './load-run-lines.ts'

export const RunListExportQuery = RunListQuery.omit({ cursor: true, limit: true }).extend({
  format: z
    .enum(['csv', 'jsonl'])
    .describe(
      'One run a line. `jsonl`: each as the list answers it. `csv`: RFC 4180 in UTF-8 with the columns ' +
        `${runCsvColumns.join(', ')}; lists are joined by " | ", unknown is empty, and an apostrophe stands before ` +
        'text that a spreadsheet could take for a formula. The header `tachograph-runs` says how many runs there are: ' +
        'those that matched when the export began. A file with fewer is not whole; its connection was broken off.',
    ),
  runId: z.array(z.string()).optional().describe('Only this run; repeats'),
})
export type RunListExportQuery = z.infer<typeof RunListExportQuery>

type Format = { mediaType: string; header: string; line: (run: Run) => string }
const formats: Record<RunListExportQuery['format'], Format> = {
  csv: { mediaType: 'text/csv; charset=utf-8; header=present', header: runCsvHeader, line: runCsvLine },
  jsonl: { mediaType: 'application/x-ndjson', header: '', line: (run) => `${JSON.stringify(run)}\n` },
}

/** More ids than these are not held in memory. */
const maxRuns = 2_000_000
/** Runs that are read, and held as text, at once. */
const pageSize = 5_000
/** Characters that are sent at once. */
const pieceChars = 64 * 1024

/** All exports of this process take turns at the database, so that they never hold more than one of its readers. */
const holder: typeof globalThis & { tachographExports?: Turns } = globalThis

/** The runs of a list as a file, those that match at this moment, each once. */
export async function exportRuns(call: {
  ctx: ServiceContext
  input: RunListExportQuery
  signal: AbortSignal
}): Promise<Download> {
  const { ctx, input } = call
  const format = formats[input.format]
  const turns = (holder.tachographExports ??= new Turns())
  const pages = await turns.take(() => orderOf(call))
  const count = pages.reduce((sum, { count: runs }) => sum + runs, 0)
  const stamp = new Date(ctx.nowMs).toISOString().slice(0, 19).replaceAll(':', '')
  return {
    fileName: `runs-${ctx.project}-${stamp}Z.${input.format}`,
    mediaType: format.mediaType,
    headers: { 'tachograph-runs': String(count) },
    chunks: (signal) => linesOf({ ctx, signal }, pages, format, turns),
  }
}

async function* linesOf(
  context: ExportContext,
  pages: readonly RunPage[],
  { header, line }: Format,
  turns: Turns,
): AsyncGenerator<string> {
  yield header
  for (const page of pages) {
    context.signal.throwIfAborted()
    yield* pieces(await turns.take(() => loadRunLines(context, page, line)))
  }
}

/** Lines joined to pieces of some size. */
function* pieces(lines: readonly string[]): Generator<string> {
  let piece = ''
  for (const line of lines) {
    piece += line
    if (piece.length < pieceChars) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

/** Ids and hours of the runs. Ids are kept as one text a page: a million of them take 33 MB. */
async function orderOf({ ctx, input, signal }: Parameters<typeof exportRuns>[0]): Promise<RunPage[]> {
  const { format: _format, runId = [], sort, order, ...filter } = input
  const params = { filter: resolveFilter(filter, ctx.nowMs), runIds: runId, sort, order }
  const pages: RunPage[] = []
  let ids: string[] = []
  let hours = new Set<string>()
  let count = 0
  const close = () => {
    if (ids.length > 0) pages.push({ runIds: ids.join(' '), hours: [...hours], count: ids.length })
    ids = []
    hours = new Set()
  }
  for await (const rows of exportOrder(ctx.db, ctx.scope, { ...params, limit: maxRuns + 1 }, { signal })) {
    count += rows.length
    if (count > maxRuns) throw new AppError('too_large', `An export holds ${maxRuns} runs at most: narrow the filter.`)
    for (const { run_id, bucket_hour } of rows) {
      ids.push(run_id)
      hours.add(bucket_hour)
      if (ids.length === pageSize) close()
    }
  }
  close()
  return pages
}
