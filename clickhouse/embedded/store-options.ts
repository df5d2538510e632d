import { totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import type { Env } from '#lib/server/env.ts'

const MIB = 1024 * 1024

export type StoreOptions = {
  dataDir: string
  /** The engine's own folder. */
  storeDir: string
  /** Bodies of running inserts; emptied at start. */
  spoolDir: string
  /** BACKUP … TO File('name') writes here and nowhere else. */
  backupDir: string
  /** 0 picks a free port. */
  port: number
  memoryBytes: number
  queryMemoryBytes: number
  readers: number
  writers: number
}

export function storeOptions(env: Env): StoreOptions {
  const dataDir = resolve(env.TACHO_DATA_DIR)
  // 40 % of the machine: the page cache, ingest, worker and web need the rest.
  const memoryBytes = (env.TACHO_STORE_MEMORY_MB ?? Math.max(512, Math.floor((totalmem() / MIB) * 0.4))) * MIB
  return {
    dataDir,
    storeDir: join(dataDir, 'store'),
    spoolDir: join(dataDir, 'store-spool'),
    backupDir: resolve(env.TACHO_BACKUP_DIR ?? join(dataDir, 'backups')),
    port: env.TACHO_STORE_PORT,
    memoryBytes,
    queryMemoryBytes: Math.floor(memoryBytes * 0.6),
    readers: 4,
    writers: 2,
  }
}
