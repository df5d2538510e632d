import { AppError } from '#lib/domain/errors.ts'
import type { Database } from '../client.ts'
import { onCluster } from '../macros.ts'
import { chainsOf, listBackups, rememberBackup, type BackupEntry } from './backup-history.ts'
import { backupNameAt, backupTarget } from './backup-target.ts'
import { databaseName } from './database-name.ts'
import { runInBackground } from './run-backup.ts'

type CreateBackup = {
  /** See backupTarget. */
  template: string
  /** Backups in a chain before the next full one; a longer chain needs more of them to be intact. */
  fullEvery: number
  now: () => Date
}

/**
 * Backs the database up while it is used, adding to the newest backup where there is one. Whatever was acknowledged
 * before it began is in it. It counts as done, and as base of the next, when the database says so.
 */
export async function createBackup(db: Database, { template, fullEvery, now }: CreateBackup): Promise<BackupEntry> {
  const chain = chainsOf(await listBackups(db)).at(-1) ?? []
  const base = chain.length >= fullEvery ? null : (chain.at(-1)?.name ?? null)
  const startedAt = now()
  const name = backupNameAt(startedAt)
  const where = onCluster(await db.topology())
  const statement = `BACKUP DATABASE ${await databaseName(db)} ${where} TO ${backupTarget(template, name)}`
  const options = base === null ? [] : [`base_backup = ${backupTarget(template, base)}`]
  const { totalBytes, ownBytes } = await runInBackground(db, statement, options).catch((error: unknown) => {
    throw base !== null && error instanceof AppError && /not found/.test(error.message)
      ? baseIsGone(base, error)
      : error
  })
  const times = { startedAt: startedAt.toISOString(), finishedAt: now().toISOString() }
  const entry = { name, base, ...times, totalBytes, ownBytes }
  await rememberBackup(db, entry)
  return entry
}

function baseIsGone(base: string, cause: AppError): AppError {
  return new AppError('not_found', `The backup ${base}, to which this one would add, is gone: run it with --full.`, {
    cause,
  })
}
