import { z } from 'zod'
import { defineQuery } from '../define-query.ts'
import type { Database } from '../client.ts'

/** How far a worker has derived: milliseconds since the epoch of `written_at`. */
export const WorkerCursor = z.object({ writtenAtMs: z.number() })
export type WorkerCursor = z.infer<typeof WorkerCursor>

const readState = defineQuery({
  name: 'worker-state',
  params: z.object({ name: z.string() }),
  row: z.object({ value: z.string() }),
  sql: `
SELECT value
FROM worker_state FINAL
WHERE name = {name:String}
LIMIT 1`,
})

/** The cursor saved under this name; null when there is none. */
export async function readWorkerCursor(db: Database, name: string): Promise<WorkerCursor | null> {
  const [row] = await readState(db, { name })
  return row === undefined ? null : WorkerCursor.parse(JSON.parse(row.value))
}

/** Keeps the cursor; of two writes the one with the larger `version` (milliseconds since the epoch) holds. */
export async function saveWorkerCursor(
  db: Database,
  name: string,
  cursor: WorkerCursor,
  version: number,
): Promise<void> {
  await db.insert('worker_state', [{ name, value: JSON.stringify(cursor), version }], { repeatable: true })
}
