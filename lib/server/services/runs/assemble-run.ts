import { loadRunRecords } from '#clickhouse/queries/spans/load-run-records.ts'
import { RunRef } from '#lib/domain/access/run-ref.ts'
import { isCliDialect } from '#lib/domain/cli-dialect.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { Run } from '#lib/domain/run.ts'
import { assembleGroup } from '#lib/run/assemble-group.ts'
import type { AssembledRun } from '#lib/run/types.ts'
import type { ServiceContext } from '../context.ts'
import { RecentMap } from '#lib/server/recent-map.ts'

type RecentRuns = RecentMap<Promise<AssembledRun>>

/** Pages and routes may each hold a copy of this module; the process has one of these. */
const holder: typeof globalThis & { tachographRuns?: RecentRuns } = globalThis

/** A page asks for the tree, then for one span after the other: the last few runs are kept assembled. */
function recentRuns(): RecentRuns {
  holder.tachographRuns ??= new RecentMap({ maxEntries: 16, maxWeight: 60_000 })
  return holder.tachographRuns
}

/** The run with its tree, assembled from its spans and logs as they are at the row's version. */
export async function assembleRun({ ctx, run }: { ctx: ServiceContext; run: Run }): Promise<AssembledRun> {
  const { scope } = ctx
  const ref = RunRef.of(scope, [run])
  const key = [scope.key, run.runId, run.version].join('\u0000')
  const assembled = await recentRuns().get(key, run.spanCount + 1, () => assemble(ctx, run, ref))
  // What arrived since may have told that it is another tenant's, or of another environment.
  if (!scope.shows(assembled.run)) throw new AppError('not_found', `Run ${run.runId} is not in this project.`)
  return assembled
}

async function assemble(ctx: ServiceContext, run: Run, ref: RunRef): Promise<AssembledRun> {
  const isCli = run.session !== null && run.dialects.some(isCliDialect)
  const records = await loadRunRecords(ctx.db, ref, isCli && run.session !== null ? [run.session] : [])
  const prices = await ctx.prices.at(ctx.project, run.priceVersion)
  const assembled = assembleGroup({ ...records, prices, nowNs: BigInt(ctx.nowMs) * 1_000_000n })
  const found = assembled.find((each) => each.run.runId === run.runId)
  if (found === undefined) throw new AppError('not_found', `The spans of run ${run.runId} have passed retention.`)
  return found
}
