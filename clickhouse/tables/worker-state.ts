import { z } from 'zod'
import { DerivationProgress, type DerivationKind } from '#lib/domain/derivation.ts'
import { defineSystemQuery } from '../define-system-query.ts'
import { smallRead } from '../query-request.ts'
import type { Database } from '../client.ts'

/** From the write of a record to its run being stored, over the runs of the last minute. */
const RecentLags = z.object({
  groups: z.number(),
  /** Those that took longer than 30 s. */
  late: z.number(),
  p95Ms: z.number(),
})

/** How far a worker has derived: milliseconds since the epoch of `written_at`. */
export const WorkerCursor = z.object({
  writtenAtMs: z.number(),
  /** When it was saved, by the database's clock; null where only the version says so. */
  savedMs: z.number().nullable().default(null),
  recent: RecentLags.nullable().default(null),
})
export type WorkerCursor = z.infer<typeof WorkerCursor>

/** What an ingest process says of itself every few seconds. */
export const IngestBeat = z.object({ stopped: z.boolean() })
export type IngestBeat = z.infer<typeof IngestBeat>

const readState = defineSystemQuery({
  name: 'worker-state',
  params: z.object({ name: z.string() }),
  row: z.object({ value: z.string(), version: z.number() }),
  sql: `
SELECT
  value,
  version
FROM worker_state FINAL
WHERE name = {name:String}
LIMIT 1`,
})

/** Name, JSON value and version (milliseconds since the epoch: when it was saved, or later) of everything that processes keep here. */
export const listStates = defineSystemQuery({
  name: 'list-states',
  params: z.object({ sinceMs: z.number() }),
  row: z.object({ name: z.string(), value: z.string(), version: z.number() }),
  limits: smallRead,
  sql: `
SELECT
  name,
  value,
  version
FROM worker_state FINAL
WHERE version >= {sinceMs:UInt64}
ORDER BY name
LIMIT 1000`,
})

const statesOf = defineSystemQuery({
  name: 'states-of',
  params: z.object({ lead: z.string() }),
  row: z.object({ value: z.string(), version: z.number() }),
  limits: smallRead,
  sql: `
SELECT
  value,
  version
FROM worker_state FINAL
WHERE startsWith(name, {lead:String})
ORDER BY name
LIMIT 1000`,
})

/** Leads the names of cursors: what follows is the shard as index/count. */
export const cursorLead = 'cursor '
/** Leads the names of ingest processes: what follows is host and port. */
export const ingestLead = 'ingest '

/** The cursor saved under this name, and its version; null when there is none. */
export async function readWorkerCursor(
  db: Database,
  name: string,
): Promise<{ cursor: WorkerCursor; version: number } | null> {
  const [row] = await readState(db, { name })
  return row === undefined ? null : { cursor: WorkerCursor.parse(JSON.parse(row.value)), version: row.version }
}

/** How far the workers are with what a project has ordered; the newest of each shard. */
export async function readDerivation(
  db: Database,
  kind: DerivationKind,
  project: string,
): Promise<(DerivationProgress & { version: number })[]> {
  const rows = await statesOf(db, { lead: `${kind} ${project} ` })
  return rows.map(({ value, version }) => ({ ...DerivationProgress.parse(JSON.parse(value)), version }))
}

export function saveDerivation(
  db: Database,
  { kind, project, version }: { kind: DerivationKind; project: string; version: number },
  state: DerivationProgress,
): Promise<void> {
  return saveState(db, `${kind} ${project} ${state.shard}`, state, version)
}

/** Keeps the state; of two writes the one with the larger `version` (milliseconds since the epoch) holds. */
export async function saveState(
  db: Database,
  name: string,
  state: z.input<typeof WorkerCursor> | IngestBeat | DerivationProgress,
  version: number,
): Promise<void> {
  await db.insert('worker_state', [{ name, value: JSON.stringify(state), version }], { repeatable: true })
}
