import { z } from 'zod'
import type { Database } from '#clickhouse/client.ts'
import { AppError } from '#lib/domain/errors.ts'
import { ConfigEntries, installation } from '#lib/server/config-entries.ts'
import { isToken, newToken, tokenHash } from './token.ts'

/** For the first owner, or for an owner who has lost the password; `userId` is null for the first. */
const OneTimeLink = z.object({ userId: z.string().nullable(), expiresAt: z.string() })
type OneTimeLink = z.infer<typeof OneTimeLink>

const links = new ConfigEntries('setup_link', OneTimeLink)
const lifetimeMs = 15 * 60_000

/** A token that opens the door once, within a quarter of an hour. Only its hash is stored. */
export async function createOneTimeLink(
  db: Database,
  { userId, actor, now }: { userId: string | null; actor: string; now: Date },
): Promise<string> {
  const token = newToken()
  const body = { userId, expiresAt: new Date(now.getTime() + lifetimeMs).toISOString() }
  const write = { project: installation, id: tokenHash(token), expectedVersion: 0, actor, reason: 'link made', now }
  await links.write(db, { ...write, body })
  return token
}

/** What the link is for. Throws `not_found` or `gone`, with the way to another. */
export async function readOneTimeLink(db: Database, token: string, now: Date): Promise<OneTimeLink> {
  return (await requireLink(db, token, now)).body
}

/** Takes the link: of two who use it at once, one gets it. */
export async function useOneTimeLink(db: Database, token: string, now: Date): Promise<OneTimeLink> {
  const { body, id, version } = await requireLink(db, token, now)
  const write = { project: installation, id, expectedVersion: version, actor: 'link', reason: 'link used', now }
  try {
    await links.write(db, { ...write, body, deleted: true })
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') throw usedUp()
    throw error
  }
  return body
}

async function requireLink(db: Database, token: string, now: Date) {
  const link = isToken(token) ? await links.newest(db, installation, tokenHash(token)) : null
  if (link === null) throw new AppError('not_found', `There is no such link. ${another}`)
  if (link.deleted) throw usedUp()
  if (Date.parse(link.body.expiresAt) <= now.getTime()) throw new AppError('gone', `This link has expired. ${another}`)
  return link
}

function usedUp(): AppError {
  return new AppError('gone', `This link was used before. ${another}`)
}

const another = 'Make another with "npm run admin -- link".'
