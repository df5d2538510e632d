import { getRun } from '#clickhouse/queries/runs/get-run.ts'
import { streamNewestRuns } from '#clickhouse/queries/runs/newest-runs.ts'
import { runOf } from '#clickhouse/tables/run-row.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { Run } from '#lib/domain/run.ts'
import type { ExportContext } from './load-records.ts'

/** Some runs of a list: their ids in its order, joined by spaces, and the hours that they are stored in. */
export type RunPage = { runIds: string; hours: readonly string[]; count: number }

/** One line a run, in the order of the page. */
export async function loadRunLines(
  context: ExportContext,
  { runIds, hours }: RunPage,
  line: (run: Run) => string,
): Promise<string[]> {
  const { ctx, signal } = context
  const ids = runIds.split(' ')
  const lines = new Map<string, string>()
  for await (const rows of streamNewestRuns(ctx.db, ctx.scope, { buckets: [...hours], runIds: ids }, { signal })) {
    for (const row of rows) if (row.is_deleted === 0) lines.set(row.run_id, line(runOf(row)))
  }
  const ordered: string[] = []
  for (const id of ids) ordered.push(lines.get(id) ?? (await movedLine(context, id, line)))
  return ordered
}

/** A run that was stored under another hour since. One that is gone ends the export: the file would miss it. */
async function movedLine({ ctx, signal }: ExportContext, runId: string, line: (run: Run) => string): Promise<string> {
  const [row] = await getRun(ctx.db, ctx.scope, { runId }, { signal })
  if (row === undefined) throw new AppError('not_found', `Run ${runId} was deleted while it was exported.`)
  return line(runOf(row))
}
