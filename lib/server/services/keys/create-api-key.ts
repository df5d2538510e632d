import type { z } from 'zod'
import { actorName } from '#lib/domain/access/actor.ts'
import type { KeyInput, MadeKey } from '#lib/domain/access/key.ts'
import { createKey } from '#lib/server/keys.ts'
import type { ServiceContext } from '../context.ts'
import { viewOfOne } from './key-view.ts'

type CreateApiKey = { ctx: ServiceContext; input: z.output<typeof KeyInput> }

const dayMs = 86_400_000

/** Makes a key. Its secret is in this answer, and in no other. */
export async function createApiKey({ ctx, input }: CreateApiKey): Promise<MadeKey> {
  const { db, project, nowMs } = ctx
  const { days, requestsPerMinute, bytesPerMinute, ...settings } = input
  const { key, secret } = await createKey(db, {
    ...settings,
    project,
    quota: { requestsPerMinute, bytesPerMinute },
    expiresAt: days === null ? null : new Date(nowMs + days * dayMs),
    actor: actorName(ctx.actor),
    now: new Date(nowMs),
  })
  return { key: await viewOfOne(db, key), secret }
}
