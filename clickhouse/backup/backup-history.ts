import { z } from 'zod'
import type { Database } from '../client.ts'
import { listConfig } from '../queries/config/list-config.ts'
import { writeConfig } from '../queries/config/write-config.ts'

/** What is known of one backup; it lies in `config`, so a restored database knows the ones before it. */
export const BackupEntry = z.object({
  name: z.string(),
  /** Name of the backup that it adds to; null for a full one. */
  base: z.string().nullable(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  totalBytes: z.number(),
  ownBytes: z.number(),
})
export type BackupEntry = z.infer<typeof BackupEntry>

const kind = 'backup'
/** Backups are of the whole database, not of one project. */
const noProject = ''

/** Finished backups, the oldest first. */
export async function listBackups(db: Database): Promise<BackupEntry[]> {
  const rows = await listConfig(db, { project: noProject, kind })
  const entries = rows.map((row) => BackupEntry.parse(JSON.parse(row.body)))
  return entries.toSorted((left, right) => left.startedAt.localeCompare(right.startedAt))
}

export async function rememberBackup(db: Database, entry: BackupEntry): Promise<void> {
  await writeConfig(db, {
    project: noProject,
    kind,
    id: entry.name,
    expectedVersion: 0,
    body: JSON.stringify(entry),
    actor: 'cli',
    reason: 'backup',
    deleted: false,
    now: new Date(entry.finishedAt),
  })
}

export async function forgetBackup(db: Database, entry: BackupEntry, now: Date): Promise<void> {
  await writeConfig(db, {
    project: noProject,
    kind,
    id: entry.name,
    expectedVersion: 1,
    body: JSON.stringify(entry),
    actor: 'cli',
    reason: 'pruned',
    deleted: true,
    now,
  })
}

/** Backups in chains: a full one and those that add to it, in order; the oldest chain first. */
export function chainsOf(entries: readonly BackupEntry[]): BackupEntry[][] {
  const chains: BackupEntry[][] = []
  for (const entry of entries) {
    const chain = entry.base === null ? undefined : chains.find((each) => each.some(({ name }) => name === entry.base))
    if (chain === undefined) chains.push([entry])
    else chain.push(entry)
  }
  return chains
}
