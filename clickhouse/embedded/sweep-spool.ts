import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Whoever handed a file over has given up long before. */
const abandonedMs = 600_000

/** Removes files that a process handed over and died before its insert came. Gives their number. */
export async function sweepSpool(spoolDir: string, nowMs: number): Promise<number> {
  let swept = 0
  for (const name of await readdir(spoolDir)) {
    const path = join(spoolDir, name)
    const found = await stat(path).catch(() => null) // its insert has just ended
    if (found === null || found.mtimeMs > nowMs - abandonedMs) continue
    await rm(path, { force: true })
    swept += 1
  }
  return swept
}
