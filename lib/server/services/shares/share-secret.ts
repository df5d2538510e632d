import { randomBytes } from 'node:crypto'
import { actorName } from '#lib/domain/access/actor.ts'
import { z } from 'zod'
import { newestConfig } from '#clickhouse/queries/config/newest-config.ts'
import { writeConfig } from '#clickhouse/queries/config/write-config.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { ServiceContext } from '../context.ts'

export type ShareSecret = { secret: string; version: number }

const entry = { kind: 'share_secret', id: 'current' } as const
const Body = z.object({ secret: z.string().min(32) })

/** The secret that signs the project's links; null before the first one is made. */
export async function findShareSecret({
  db,
  project,
}: Pick<ServiceContext, 'db' | 'project'>): Promise<ShareSecret | null> {
  const [row] = await newestConfig(db, { project, ...entry })
  if (row === undefined || row.deleted === 1) return null
  return { secret: Body.parse(JSON.parse(row.body)).secret, version: row.version }
}

/** The same, made where it is missing. Of two that make it at once, one wins and both use it. */
export async function getShareSecret(ctx: ServiceContext): Promise<ShareSecret> {
  const known = await findShareSecret(ctx)
  if (known !== null) return known
  const body = JSON.stringify({ secret: randomBytes(32).toString('base64url') })
  const write = { project: ctx.project, ...entry, expectedVersion: 0, body, deleted: false, now: new Date(ctx.nowMs) }
  try {
    await writeConfig(ctx.db, { ...write, actor: actorName(ctx.actor), reason: 'first shared link' })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
  }
  const made = await findShareSecret(ctx)
  if (made === null) throw new AppError('conflict', 'The secret for shared links was taken away just now: try again.')
  return made
}
