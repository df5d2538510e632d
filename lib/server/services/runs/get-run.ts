import { getRun as queryRun, getRunOfTrace } from '#clickhouse/queries/runs/get-run.ts'
import { runOf } from '#clickhouse/tables/run-row.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { Run } from '#lib/domain/run.ts'
import type { ServiceContext } from '../context.ts'

/** The run with this id, or the newest run of the trace with this id. */
export async function getRun({ ctx, runId }: { ctx: ServiceContext; runId: string }): Promise<Run> {
  const id = runId.toLowerCase()
  const [ofId] = await queryRun(ctx.db, ctx.scope, { runId: id })
  const [row] = ofId === undefined ? await getRunOfTrace(ctx.db, ctx.scope, { traceId: id }) : [ofId]
  if (row === undefined) {
    throw new AppError(
      'not_found',
      `Run ${runId.slice(0, 64)} is not in this project, has passed retention, or its first spans are still being read.`,
    )
  }
  return runOf(row)
}
