import { listStates } from '#clickhouse/tables/worker-state.ts'
import type { IngestProblem } from '#lib/domain/ingest-health.ts'
import type { ServiceContext } from '../context.ts'
import { getIngestState, judgeState } from '../ingest/get-ingest-state.ts'

const rememberMs = 86_400_000
const behind: ReadonlySet<IngestProblem> = new Set(['worker_away', 'worker_behind', 'runs_restoring'])

/** Whether runs lack something that was sent. Who sees a part of a project is told of the processes only. */
export async function isBehind(ctx: ServiceContext): Promise<boolean> {
  const { db, scope, nowMs } = ctx
  const { problems } = scope.isWholeProject
    ? await getIngestState(ctx)
    : judgeState(await listStates(db, { sinceMs: nowMs - rememberMs }), null, nowMs)
  return problems.some((problem) => behind.has(problem))
}
