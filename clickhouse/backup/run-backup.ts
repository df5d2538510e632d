import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { AppError } from '#lib/domain/errors.ts'
import type { Database } from '../client.ts'
import { defineSystemQuery } from '../define-system-query.ts'

export type BackupWork = {
  id: string
  /** Uncompressed and stored bytes, base included. */
  totalBytes: number
  /** Bytes that this backup wrote itself. */
  ownBytes: number
  files: number
}

const pollMs = 200

const backupState = defineSystemQuery({
  name: 'backup-state',
  params: z.object({ id: z.string() }),
  row: z.object({
    status: z.string(),
    error: z.string(),
    num_files: z.coerce.number(),
    total_size: z.coerce.number(),
    own_size: z.coerce.number(),
  }),
  sql: `
SELECT
  toString(status) AS status,
  error,
  num_files,
  total_size,
  uncompressed_size AS own_size
FROM system.backups
WHERE id = {id:String}`,
})

/**
 * Runs BACKUP or RESTORE in the database's background, whatever time it takes, and resolves when it is done.
 * Throws `unavailable` when the database forgets about it (it was restarted), `bad_request` when it fails.
 */
export async function runInBackground(db: Database, statement: string, options: string[] = []): Promise<BackupWork> {
  const id = randomUUID()
  const settings = [`id = '${id}'`, ...options].join(', ')
  await db.command(`${statement} SETTINGS ${settings} ASYNC`)
  for (;;) {
    const [state] = await backupState(db, { id })
    if (state === undefined)
      throw new AppError('unavailable', 'The database was restarted before it was done: run it again.')
    if (/FAILED|CANCELLED/.test(state.status)) throw new AppError('bad_request', firstSentence(state.error))
    if (/CREATED|RESTORED/.test(state.status))
      return { id, totalBytes: state.total_size, ownBytes: state.own_size, files: state.num_files }
    await sleep(pollMs)
  }
}

/** ClickHouse's message without its code, class and stack. */
function firstSentence(error: string): string {
  return error.replace(/^Code: \d+\. DB::Exception: /, '').replace(/\s*\([A-Z_]+\)[\s\S]*$/, '')
}
