import { randomBytes } from 'node:crypto'
import { actorName } from '#lib/domain/access/actor.ts'
import { writeConfig } from '#clickhouse/queries/config/write-config.ts'
import type { Run } from '#lib/domain/run.ts'
import type { NewShare, ShareInput } from '#lib/domain/share.ts'
import { paths } from '#lib/paths.ts'
import { signShare } from '#lib/server/share-token.ts'
import type { ServiceContext } from '../context.ts'
import { shareKind } from './share-of.ts'
import { getShareSecret } from './share-secret.ts'

type CreateShare = { ctx: ServiceContext; run: Run; input: ShareInput }

const dayMs = 86_400_000

/** A link that shows this run to anybody who has it, until it closes or is revoked. The link itself is not kept. */
export async function createShare({ ctx, run, input }: CreateShare): Promise<NewShare> {
  const { secret, version } = await getShareSecret(ctx)
  const shareId = randomBytes(16).toString('hex')
  const expiresAt = Math.floor((ctx.nowMs + input.days * dayMs) / 1000)
  const body = {
    runId: run.runId,
    createdAt: new Date(ctx.nowMs).toISOString(),
    createdBy: actorName(ctx.actor),
    expiresAt: new Date(expiresAt * 1000).toISOString(),
  }
  await writeConfig(ctx.db, {
    project: ctx.project,
    kind: shareKind,
    id: shareId,
    expectedVersion: 0,
    body: JSON.stringify(body),
    actor: actorName(ctx.actor),
    reason: 'created',
    deleted: false,
    now: new Date(ctx.nowMs),
  })
  const claim = { project: ctx.project, runId: run.runId, shareId, expiresAt, secretVersion: version }
  return { shareId, ...body, path: paths.share(signShare(claim, secret)) }
}
