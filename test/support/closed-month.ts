import type { Database } from '#clickhouse/client.ts'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import { insertRuns } from '#clickhouse/tables/runs.ts'
import { StatementAdjustments, StatementReport } from '#lib/domain/chargeback.ts'
import { apiPaths } from '#lib/paths.ts'
import { makeRun } from '#test/integration/api/make-run.ts'

/** Long over, and without runs when it is closed. */
export const closedMonth = '2025-01'
const startedAt = `${Date.UTC(2025, 0, 10)}000000`

type Calls = {
  read: (path: string) => Promise<string>
  change: (path: string, body: unknown) => Promise<string>
}

/** Closes a month of the project and books the run that comes afterwards, with a reason that says whose it is. */
export async function closeMonth(
  db: Database,
  project: string,
  reason: string,
  { read, change }: Calls,
): Promise<void> {
  const open = StatementReport.parse(JSON.parse(await read(apiPaths.chargeback(project, { period: closedMonth }))))
  await change(apiPaths.statements(project), { period: closedMonth, draftHash: open.draftHash, reason })
  const run = makeRun({ project, runId: '20250110'.repeat(4), startedAt })
  await insertRuns(db, [runInsert(run, hourOf(run.startedAt))])
  const changed = await read(apiPaths.adjustments(project, closedMonth))
  const { draftHash } = StatementAdjustments.parse(JSON.parse(changed))
  await change(apiPaths.adjustments(project, closedMonth), { version: 1, draftHash, reason })
}
