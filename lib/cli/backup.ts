import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { chainsOf, forgetBackup, listBackups, type BackupEntry } from '#clickhouse/backup/backup-history.ts'
import { createBackup } from '#clickhouse/backup/create-backup.ts'
import { openDatabase, type Database } from '#clickhouse/client.ts'
import { connectionSource } from '#clickhouse/connection.ts'
import { AppError, RefusalError } from '#lib/domain/errors.ts'
import { readEnv, type Env } from '#lib/server/env.ts'

const usage = `npm run backup [-- --full] [--full-every <n>] [--keep <n>] [--list]

Backs up the running database. Each backup adds to the one before; every <n>-th (7) and one with --full
stands alone. --keep leaves the newest <n> full backups with those that add to them, and deletes the older
ones of the embedded database. --list prints the finished ones, the oldest first.
`

const options = {
  full: { type: 'boolean', default: false },
  'full-every': { type: 'string', default: '7' },
  keep: { type: 'string' },
  list: { type: 'boolean', default: false },
} as const

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  try {
    const { values } = parseArgs({ args, options })
    const env = readEnv()
    const db = openDatabase(connectionSource(env))
    try {
      if (values.list) await printBackups(db)
      else await backUp(db, env, values)
    } finally {
      await db.close()
    }
    return 0
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) {
      process.stderr.write(`${error.message}\n\n${usage}`)
      return 2
    }
    if (!(error instanceof AppError) && !(error instanceof RefusalError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

type Values = { full: boolean; 'full-every': string; keep?: string }

async function backUp(db: Database, env: Env, values: Values): Promise<void> {
  const fullEvery = values.full ? 0 : countOf('--full-every', values['full-every'])
  const keep = values.keep === undefined ? null : countOf('--keep', values.keep)
  const entry = await createBackup(db, { template: env.TACHO_BACKUP_TO, fullEvery, now: () => new Date() })
  const seconds = (Date.parse(entry.finishedAt) - Date.parse(entry.startedAt)) / 1000
  const what = entry.base === null ? 'full' : `adds to ${entry.base}`
  print(`Backup ${entry.name} is complete (${what}): ${megabytes(entry.totalBytes)} MB in ${seconds.toFixed(1)} s.`)
  if (keep !== null) await prune(db, env, keep)
}

async function prune(db: Database, env: Env, keep: number): Promise<void> {
  const old = chainsOf(await listBackups(db))
    .slice(0, -keep)
    .flat()
  const isOurs = env.CLICKHOUSE_URL === undefined
  for (const entry of old) {
    if (isOurs) await rm(join(backupDir(env), entry.name), { recursive: true, force: true })
    await forgetBackup(db, entry, new Date())
    print(
      isOurs ? `Deleted ${entry.name}.` : `${entry.name} is not needed any more: delete it where the server put it.`,
    )
  }
}

async function printBackups(db: Database): Promise<void> {
  for (const entry of await listBackups(db)) print(lineOf(entry))
}

function lineOf({ name, base, totalBytes, finishedAt }: BackupEntry): string {
  return [name, base === null ? 'full' : `adds to ${base}`, `${megabytes(totalBytes)} MB`, finishedAt].join('\t')
}

function backupDir(env: Env): string {
  return resolve(env.TACHO_BACKUP_DIR ?? join(env.TACHO_DATA_DIR, 'backups'))
}

function countOf(name: string, text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count > 0) return count
  throw new AppError('bad_request', `${name} must be a whole number above 0, not "${text}"`)
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
