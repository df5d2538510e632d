import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '#clickhouse/client.ts'
import { migrate } from '#clickhouse/migrate.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { Log } from '#lib/server/log.ts'

/** Pause between attempts to reach the database at the start. */
const startRetryMs = 500

/** The database may start later than we do; a supervisor sees by /health that we wait. Stops waiting when aborted. */
export async function migrateWhenReachable(db: Database, log: Log, signal?: AbortSignal): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    if (signal?.aborted === true) return
    try {
      await migrate(db, { log })
      return
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'unavailable') throw error
      if (attempt % 20 === 0) log.info(`waiting for the database: ${error.message}`)
      await sleep(startRetryMs)
    }
  }
}
