import { statfsSync } from 'node:fs'
import { EngineError } from './engine-error.ts'
import { keptFreeBytes } from './engine-config.ts'
import type { Statement } from './parse-statement.ts'

/** What writes tables' definitions; inserts and merges reserve their space by themselves. */
const DEFINING = new Set(['CREATE', 'ALTER', 'RENAME', 'EXCHANGE', 'RESTORE'])

/** A definition that is written short cannot be read at the next start. */
export function refuseWithoutSpace(statement: Statement, storeDir: string): void {
  if (statement.kind !== 'write' || !DEFINING.has(statement.verb)) return
  const { bavail, bsize } = statfsSync(storeDir)
  if (bavail * bsize >= keptFreeBytes) return
  throw new EngineError(
    243,
    'NOT_ENOUGH_SPACE',
    `Less than ${keptFreeBytes >> 20} MiB are free on the disk of the data folder`,
  )
}
