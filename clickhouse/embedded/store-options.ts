import { totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const MIB = 1024 * 1024

const Environment = z.object({
  TACHO_DATA_DIR: z.string().min(1).default('./data'),
  TACHO_STORE_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  TACHO_STORE_MEMORY_MB: z.coerce.number().int().min(256).optional(),
})

export type StoreOptions = {
  dataDir: string
  /** The engine's own folder. */
  storeDir: string
  /** Bodies of running inserts; emptied at start. */
  spoolDir: string
  /** 0 picks a free port. */
  port: number
  memoryBytes: number
  queryMemoryBytes: number
  readers: number
  writers: number
}

export function storeOptions(env: Record<string, string | undefined>): StoreOptions {
  const parsed = Environment.parse(env)
  const dataDir = resolve(parsed.TACHO_DATA_DIR)
  // 40 % of the machine: the page cache, ingest, worker and web need the rest.
  const memoryBytes = (parsed.TACHO_STORE_MEMORY_MB ?? Math.max(512, Math.floor((totalmem() / MIB) * 0.4))) * MIB
  return {
    dataDir,
    storeDir: join(dataDir, 'store'),
    spoolDir: join(dataDir, 'store-spool'),
    port: parsed.TACHO_STORE_PORT,
    memoryBytes,
    queryMemoryBytes: Math.floor(memoryBytes * 0.6),
    readers: 4,
    writers: 2,
  }
}
