import { randomUUID } from 'node:crypto'
import { AppError } from '#lib/domain/errors.ts'
import type { Database } from '../../client.ts'
import type { ConfigRow } from '../../tables/config.ts'
import { consistentWrite } from '../../topology.ts'
import { newestConfig } from './newest-config.ts'

export type ConfigWrite = {
  project: string
  kind: string
  id: string
  /** The version that the writer saw; 0 for an entry that must not exist yet. */
  expectedVersion: number
  /** JSON */
  body: string
  actor: string
  reason: string
  deleted: boolean
  now: Date
}

/** How long a write waits for a database that is away. */
const waitMs = 5_000
/** How long it waits for one that takes the write and says nothing. */
const silentMs = 10_000

const insertNextVersion = `
INSERT INTO config (project, kind, id, version, write_id, body, actor, reason, at, deleted)
SELECT
  {project:String},
  {kind:String},
  {id:String},
  {expectedVersion:UInt64} + 1,
  {writeId:String},
  {body:String},
  {actor:String},
  {reason:String},
  parseDateTime64BestEffort({at:String}, 6, 'UTC'),
  {deleted:UInt8}
WHERE (
  SELECT max(version)
  FROM config
  WHERE project = {project:String}
    AND kind = {kind:String}
    AND id = {id:String}
) = {expectedVersion:UInt64}`

/**
 * Writes the next version of an entry, unless somebody else has written it: then it throws
 * `conflict`. The insert is conditional, and because two conditional inserts may still pass each
 * other, the row is read back: the one that was stored first has won, whoever reads first.
 */
export async function writeConfig(db: Database, write: ConfigWrite): Promise<ConfigRow> {
  const { project, kind, id, now, deleted, ...rest } = write
  const writeId = randomUUID()
  // Repeating is harmless: the condition fails once the first attempt is in.
  await db.command(insertNextVersion, {
    params: { ...rest, project, kind, id, writeId, at: now.toISOString(), deleted: deleted ? 1 : 0 },
    settings: consistentWrite,
    repeatable: true,
    waitMs,
    silentMs,
  })
  const [newest] = await newestConfig(db, { project, kind, id }, { waitMs })
  if (newest?.write_id === writeId) return newest
  throw new AppError(
    'conflict',
    `${kind} "${id}" was changed by somebody else: it is at version ${newest?.version ?? 0}, not ${write.expectedVersion}; read it again and repeat the change`,
  )
}
