import { newestConfig } from '#clickhouse/queries/config/newest-config.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { RunView, RunViewRemoval } from '#lib/domain/run-view.ts'
import type { ServiceContext } from '../context.ts'
import { viewKind, viewOf } from './view-of.ts'
import { writeView } from './write-view.ts'

type DeleteView = { ctx: ServiceContext; viewId: string; input: RunViewRemoval }

/** Takes a view out of the list; its history stays, and the answer says from which version it can come back. */
export async function deleteView({ ctx, viewId, input }: DeleteView): Promise<RunView> {
  const [newest] = await newestConfig(ctx.db, { project: ctx.project, kind: viewKind, id: viewId })
  if (newest === undefined || newest.deleted === 1) {
    throw new AppError('not_found', `View ${viewId} is not in this project, or was deleted before.`)
  }
  const { expectedVersion } = input
  return writeView({ ctx, viewId, expectedVersion, input: viewOf(newest), reason: 'deleted', deleted: true })
}
