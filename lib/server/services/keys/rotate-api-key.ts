import type { z } from 'zod'
import { actorName } from '#lib/domain/access/actor.ts'
import type { KeyRotation, MadeKey } from '#lib/domain/access/key.ts'
import { rotateKey } from '#lib/server/keys/rotate-key.ts'
import type { ServiceContext } from '../context.ts'
import { viewOfOne } from './key-view.ts'

type RotateApiKey = { ctx: ServiceContext; keyId: string; input: z.output<typeof KeyRotation> }

const hourMs = 3_600_000

/** A new key in place of one that goes on working for a while. The new secret is in this answer, and in no other. */
export async function rotateApiKey({ ctx, keyId, input }: RotateApiKey): Promise<MadeKey> {
  const { db, project, nowMs } = ctx
  const { key, secret } = await rotateKey(db, {
    project,
    keyId,
    overlapMs: input.overlapHours * hourMs,
    actor: actorName(ctx.actor),
    reason: input.reason,
    now: new Date(nowMs),
  })
  return { key: await viewOfOne(db, key), secret }
}
