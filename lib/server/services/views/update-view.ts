import { newestConfig } from '#clickhouse/queries/config/newest-config.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { RunView, RunViewChange } from '#lib/domain/run-view.ts'
import type { ServiceContext } from '../context.ts'
import { viewKind } from './view-of.ts'
import { writeView } from './write-view.ts'

type UpdateView = { ctx: ServiceContext; viewId: string; input: RunViewChange }

/** Changes a view. One that was deleted comes back by a change that starts from its deletion. */
export async function updateView({ ctx, viewId, input }: UpdateView): Promise<RunView> {
  const [newest] = await newestConfig(ctx.db, { project: ctx.project, kind: viewKind, id: viewId })
  if (newest === undefined) throw new AppError('not_found', `View ${viewId} is not in this project.`)
  const reason = newest.deleted === 1 ? 'restored' : 'changed'
  return writeView({ ctx, viewId, expectedVersion: input.expectedVersion, input, reason })
}
