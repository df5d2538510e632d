import type { z } from 'zod'
import { actorName } from '#lib/domain/access/actor.ts'
import type { KeyRevocation, KeyView } from '#lib/domain/access/key.ts'
import { revokeKey } from '#lib/server/keys.ts'
import type { ServiceContext } from '../context.ts'
import { viewOfOne } from './key-view.ts'

type RevokeApiKey = { ctx: ServiceContext; keyId: string; input: z.output<typeof KeyRevocation> }

/** Ends a key for good, within five seconds everywhere. */
export async function revokeApiKey({ ctx, keyId, input }: RevokeApiKey): Promise<KeyView> {
  const { db, project, nowMs } = ctx
  const write = { actor: actorName(ctx.actor), reason: input.reason || 'revoked', now: new Date(nowMs) }
  return viewOfOne(db, await revokeKey(db, { project, keyId, ...write }))
}
