import { writeConfig } from '#clickhouse/queries/config/write-config.ts'
import { actorName } from '#lib/domain/access/actor.ts'
import type { RunView, RunViewInput } from '#lib/domain/run-view.ts'
import type { ServiceContext } from '../context.ts'
import { viewKind, viewOf } from './view-of.ts'

type ViewWrite = {
  ctx: ServiceContext
  viewId: string
  expectedVersion: number
  input: RunViewInput
  reason: string
  deleted?: boolean
}

/** The next version of a view; the loser of a race gets a conflict. */
export async function writeView(write: ViewWrite): Promise<RunView> {
  const { ctx, viewId, expectedVersion, input, reason, deleted = false } = write
  const { name, filter, columns } = input
  const row = await writeConfig(ctx.db, {
    project: ctx.project,
    kind: viewKind,
    id: viewId,
    expectedVersion,
    body: JSON.stringify({ name, filter, columns }),
    actor: actorName(ctx.actor),
    reason,
    deleted,
    now: new Date(ctx.nowMs),
  })
  return viewOf(row)
}
