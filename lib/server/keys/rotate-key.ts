import type { Database } from '#clickhouse/client.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { ApiKey } from '#lib/domain/project.ts'
import { createKey, requireKey, revokeKey, writeKey, type NewKey } from '../keys.ts'

type RotateKey = {
  project: string
  keyId: string
  /** How long the old key serves beside the new one, milliseconds; 0 ends it at once. */
  overlapMs: number
  actor: string
  reason: string
  now: Date
}

/**
 * A new key with the settings of an old one, which ends after the overlap. One that lives for some days is followed
 * by one that lives as long. The new key is stored first: what breaks off in between ends no key that is in use.
 */
export async function rotateKey(db: Database, input: RotateKey): Promise<NewKey & { replaced: ApiKey }> {
  const { project, keyId, actor, now } = input
  const { key: old, version } = await requireKey(db, { project, keyId })
  requireRotatable(old, now)
  const made = await createKey(db, {
    ...old,
    replaces: keyId,
    expiresAt: old.expiresAt === null ? null : new Date(now.getTime() + lifetimeMs(old, old.expiresAt)),
    actor,
    reason: input.reason || `in place of ${keyId}`,
    now,
  })
  const replaced = { ...old, replacedBy: made.key.keyId, expiresAt: endOf(old, input) }
  const reason = input.reason || `rotated to ${made.key.keyId}`
  try {
    await writeKey(db, replaced, { expectedVersion: version, actor, reason, now })
  } catch (error) {
    // Nobody has seen its secret: it must not stay behind.
    await revokeKey(db, { project, keyId: made.key.keyId, actor, reason: 'the rotation failed', now })
    throw error
  }
  return { ...made, replaced }
}

function requireRotatable({ keyId, replacedBy, revokedAt, expiresAt }: ApiKey, now: Date): void {
  if (revokedAt !== null) throw new AppError('conflict', `Key ${keyId} is revoked: make a new one.`)
  if (replacedBy !== null) throw new AppError('conflict', `Key ${keyId} was rotated before: rotate ${replacedBy}.`)
  if (expiresAt !== null && Date.parse(expiresAt) <= now.getTime())
    throw new AppError('conflict', `Key ${keyId} has expired: make a new one.`)
}

function lifetimeMs({ createdAt }: ApiKey, expiresAt: string): number {
  return Date.parse(expiresAt) - Date.parse(createdAt)
}

/** The overlap makes no key live longer than it would have. */
function endOf({ expiresAt }: ApiKey, { now, overlapMs }: RotateKey): string {
  const end = now.getTime() + overlapMs
  return new Date(expiresAt === null ? end : Math.min(end, Date.parse(expiresAt))).toISOString()
}
