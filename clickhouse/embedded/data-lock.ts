import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { RefusalError } from '#lib/domain/errors.ts'
import { takeProcessLock, type ProcessLock } from '#lib/server/process-lock.ts'

export class DataFolderInUse extends RefusalError {
  readonly pid: number

  constructor(dataDir: string, pid: number) {
    super(
      `The data folder ${dataDir} is already in use by process ${pid}; stop that process, or set TACHO_DATA_DIR to another folder.`,
    )
    this.pid = pid
  }
}

/** One store per data folder. */
export function lockDataFolder(dataDir: string): ProcessLock {
  mkdirSync(dataDir, { recursive: true })
  const lock = takeProcessLock(join(dataDir, 'store.lock'))
  if ('heldBy' in lock) throw new DataFolderInUse(dataDir, lock.heldBy)
  return lock
}
