import { randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Names the file in the embedded store's spool folder that holds the data of an insert, in place of its body. */
export const handedOverHeader = 'x-tachograph-handed-over'

/** Smaller data is sent: a file would not cost less. */
const leastBytes = 256 * 1024

export type HandedOver = {
  name: string
  /** Only where the store did not get to it: it removes what it has read. */
  remove: () => Promise<void>
}

/**
 * Writes the data of an insert to where the embedded store would write it, if it runs on the same machine: to
 * receive as much over a socket costs a process three times what writing it costs. Null where it has to be sent.
 */
export async function handOver(
  pieces: readonly Uint8Array[],
  spoolDir: string | undefined,
): Promise<HandedOver | null> {
  const bytes = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)
  if (spoolDir === undefined || bytes < leastBytes) return null
  const name = randomUUID()
  const path = join(spoolDir, name)
  const remove = (): Promise<void> => rm(path, { force: true })
  try {
    await write(path, pieces)
    return { name, remove }
  } catch {
    // Another machine, another user, no space: the store says what is wrong when it gets the data.
    await remove()
    return null
  }
}

async function write(path: string, pieces: readonly Uint8Array[]): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    for (const piece of pieces) await file.writeFile(piece)
  } finally {
    await file.close()
  }
}
