import { closeSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { z } from 'zod'

/** A start time where the system cannot say. */
const UNKNOWN = ''

/** `startedAt` tells a process from a later one with the same number. */
const Holder = z.object({ pid: z.number().int().positive(), startedAt: z.string() })
type Holder = z.infer<typeof Holder>

export type ProcessLock = { release: () => void }

/**
 * A lock that one process of this machine holds. It is a file that names its process, so a lock left by `kill -9`
 * or a power cut is recognised and taken over. Says who holds it where it cannot be had.
 */
export function takeProcessLock(path: string): ProcessLock | { heldBy: number } {
  const mine: Holder = { pid: process.pid, startedAt: startOf(process.pid) }
  for (let attempt = 0; attempt < 10; attempt += 1) {
    if (createWhole(path, mine)) return { release: () => releaseLock(path, mine) }
    const holder = readHolder(path)
    if (holder !== null && isAlive(holder)) return { heldBy: holder.pid }
    removeStale(path, holder)
  }
  throw new Error(`The lock ${path} could not be taken; remove it if no Tachograph runs on this folder.`)
}

/** A hard link appears with its content or not at all, and fails when the name exists. */
function createWhole(path: string, holder: Holder): boolean {
  const draft = `${path}.${process.pid}`
  const file = openSync(draft, 'w', 0o600)
  writeSync(file, JSON.stringify(holder))
  closeSync(file)
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Moved aside before it is looked at again: two starters cannot both remove a lock, nor remove each other's. */
function removeStale(path: string, seen: Holder | null): void {
  const aside = `${path}.stale.${process.pid}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return
    throw error
  }
  const moved = readHolder(aside)
  const isOther = moved !== null && (seen === null || moved.pid !== seen.pid || moved.startedAt !== seen.startedAt)
  if (isOther && isAlive(moved)) createWhole(path, moved)
  rmSync(aside, { force: true })
}

function releaseLock(path: string, mine: Holder): void {
  const holder = readHolder(path)
  if (holder?.pid === mine.pid && holder.startedAt === mine.startedAt) rmSync(path, { force: true })
}

function readHolder(path: string): Holder | null {
  try {
    const parsed = Holder.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null // gone, or written by a crashed start: both mean that nobody holds it
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    return isCode(error, 'EPERM')
  }
  const started = startOf(holder.pid)
  return started === UNKNOWN || holder.startedAt === UNKNOWN || started === holder.startedAt
}

/** Linux, /proc/<pid>/stat behind the name in parentheses: the state comes first, the start time 20th. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const hasEnded = fields[0] === 'Z' || fields[0] === 'X'
    return hasEnded ? 'ended' : (fields[19] ?? UNKNOWN)
  } catch {
    return UNKNOWN // no /proc on this system
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
