import { newestConfig } from '#clickhouse/queries/config/newest-config.ts'
import { actorName } from '#lib/domain/access/actor.ts'
import { writeConfig } from '#clickhouse/queries/config/write-config.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { Share } from '#lib/domain/share.ts'
import type { ServiceContext } from '../context.ts'
import { getRun } from '../runs/get-run.ts'
import { shareKind, shareOf } from './share-of.ts'

/** Closes a link at once, for everybody who has it. */
export async function revokeShare({ ctx, shareId }: { ctx: ServiceContext; shareId: string }): Promise<Share> {
  const place = { project: ctx.project, kind: shareKind, id: shareId }
  const [newest] = await newestConfig(ctx.db, place)
  if (newest === undefined || newest.deleted === 1)
    throw new AppError('not_found', `Link ${shareId} is not in this project, or was revoked before.`)
  const { version: expectedVersion, body } = newest
  // A link to a run that the caller is not shown is not theirs to close.
  if (!ctx.scope.isWholeProject) await getRun({ ctx, runId: shareOf(newest).runId })
  const write = {
    ...place,
    expectedVersion,
    body,
    actor: actorName(ctx.actor),
    deleted: true,
    now: new Date(ctx.nowMs),
  }
  return shareOf(await writeConfig(ctx.db, { ...write, reason: 'revoked' }))
}
