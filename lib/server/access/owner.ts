import { readFile } from 'node:fs/promises'
import type { Database } from '#clickhouse/client.ts'
import { Email } from '#lib/domain/access/account.ts'
import { AppError, RefusalError } from '#lib/domain/errors.ts'
import type { Env } from '../env.ts'
import { createOneTimeLink } from './one-time-link.ts'
import { hashPassword, requireGoodPassword } from './password.ts'
import { createUser, listUsers } from './users.ts'

type Configured = Pick<Env, 'TACHO_OWNER_EMAIL' | 'TACHO_OWNER_PASSWORD_FILE'>

/** True while nobody has an account. */
export async function isNew(db: Database): Promise<boolean> {
  return (await listUsers(db)).length === 0
}

/**
 * The token of a link for whoever sits at the console: to become the owner, or to set the owner's password anew
 * where there is one. It works once, for a quarter of an hour.
 */
export async function createConsoleLink(db: Database, now: Date): Promise<string> {
  const users = await listUsers(db)
  const owner = users.find(({ isOwner }) => isOwner)
  if (users.length > 0 && owner === undefined) throw new AppError('conflict', 'This installation has no owner.')
  return createOneTimeLink(db, { userId: owner?.userId ?? null, actor: 'cli', now })
}

/** Creates the owner that the environment names, where nobody has an account yet. */
export async function createConfiguredOwner(db: Database, env: Configured, now: Date): Promise<void> {
  const { TACHO_OWNER_EMAIL: given, TACHO_OWNER_PASSWORD_FILE: file } = env
  if (given === undefined) return
  if (file === undefined) throw new RefusalError('TACHO_OWNER_EMAIL needs TACHO_OWNER_PASSWORD_FILE beside it.')
  if (!(await isNew(db))) return
  const email = Email.safeParse(given)
  if (!email.success) throw new RefusalError(`TACHO_OWNER_EMAIL is "${given}": this is no e-mail address.`)
  const password = await passwordIn(file)
  try {
    await requireGoodPassword(password, email.data)
    const passwordHash = await hashPassword(password)
    const owner = { email: email.data, name: '', passwordHash, isOwner: true }
    await createUser(db, owner, { actor: 'env', reason: 'created at start', now })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // Another process of the same start was quicker.
    if (error.code === 'conflict' || error.code === 'gone') return
    throw new RefusalError(`TACHO_OWNER_PASSWORD_FILE: ${error.message}`, { cause: error })
  }
}

/** The file's text without the line break that editors leave at its end. */
async function passwordIn(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '')
  } catch (cause) {
    throw new RefusalError(`TACHO_OWNER_PASSWORD_FILE names ${file}, which cannot be read.`, { cause })
  }
}
