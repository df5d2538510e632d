import { parseArgs } from 'node:util'
import { restoreBackup } from '#clickhouse/backup/restore-backup.ts'
import { openDatabase } from '#clickhouse/client.ts'
import { connectionSource } from '#clickhouse/connection.ts'
import { AppError, RefusalError } from '#lib/domain/errors.ts'
import { readEnv } from '#lib/server/env.ts'
import { withStore } from './with-store.ts'

const usage = `TACHO_DATA_DIR=<new folder> TACHO_BACKUP_DIR=<folder of the backups> npm run restore -- --name <backup>

Puts a backup into an empty database, reads all of it, and refuses it when anything is damaged. A backup that
adds to others needs those in the same place. Start Tachograph afterwards with the same TACHO_DATA_DIR.
With CLICKHOUSE_URL: into a database of that server that has no tables, while nothing else uses it.
`

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  try {
    const { values } = parseArgs({ args, options: { name: { type: 'string' } } })
    if (values.name === undefined) {
      process.stderr.write(usage)
      return 2
    }
    await restore(values.name)
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

async function restore(name: string): Promise<void> {
  const env = readEnv()
  await withStore(env, async () => {
    const db = openDatabase(connectionSource(env))
    try {
      const { tables } = await restoreBackup(db, env.TACHO_BACKUP_TO, name)
      process.stdout.write(`Backup ${name} is restored and whole:\n`)
      for (const table of tables) process.stdout.write(`  ${table.name.padEnd(20)} ${table.rows} rows\n`)
    } finally {
      await db.close()
    }
  })
}
