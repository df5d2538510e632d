import type { Database } from '#clickhouse/client.ts'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import { insertRuns } from '#clickhouse/tables/runs.ts'
import { StatementAdjustments } from '#lib/domain/adjustment.ts'
import { StatementReport } from '#lib/domain/chargeback.ts'
import { apiPaths } from '#lib/paths.ts'
import { makeRun } from '#test/integration/api/make-run.ts'

type ClosedMonth = {
  project: string
  /** Long over, and without runs when it is closed. */
  month: string
  reason: string
  read: (path: string) => Promise<string>
  change: (path: string, body: unknown) => Promise<string>
}

/** Closes a month of the project and books the run that comes afterwards. */
export async function closeMonth(db: Database, { project, month, reason, read, change }: ClosedMonth): Promise<void> {
  const open = StatementReport.parse(JSON.parse(await read(apiPaths.chargeback(project, { period: month }))))
  await change(apiPaths.statements(project), { period: month, draftHash: open.draftHash, reason })
  const startedAt = `${Date.parse(`${month}-10`)}000000`
  const run = makeRun({ project, runId: '20250110'.repeat(4), startedAt })
  await insertRuns(db, [runInsert(run, hourOf(run.startedAt))])
  const changed = await read(apiPaths.adjustments(project, month))
  const { draftHash } = StatementAdjustments.parse(JSON.parse(changed))
  await change(apiPaths.adjustments(project, month), { version: 1, draftHash, reason })
}
