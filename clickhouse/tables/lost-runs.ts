import { z } from 'zod'
import type { Database } from '../client.ts'
import { defineSystemQuery } from '../define-system-query.ts'
import type { SetAsidePart } from '../queries/damage/set-aside-parts.ts'

/** How far a worker has derived again what a part of `runs` held that is set aside: the last hour that is done. */
const LostRunsState = z.object({ hourMs: z.number(), project: z.string(), isDone: z.boolean() })
export type LostRunsState = z.infer<typeof LostRunsState>

type Shard = { index: number; count: number }

const readStates = defineSystemQuery({
  name: 'lost-runs',
  params: z.object({ name: z.string() }),
  row: z.object({ name: z.string(), value: z.string() }),
  sql: `
SELECT
  name,
  value
FROM worker_state FINAL
WHERE startsWith(name, {name:String})
LIMIT 1000`,
})

/** Kept in `worker_state`: a lost row only means that more is derived again. */
const nameOf = ({ name, modifiedSeconds }: SetAsidePart): string => `lost runs ${name} ${modifiedSeconds} `

export async function readLostRuns(db: Database, shard: Shard, part: SetAsidePart): Promise<LostRunsState | null> {
  const [row] = await readStates(db, { name: `${nameOf(part)}${shard.index}/${shard.count}` })
  return row === undefined ? null : LostRunsState.parse(JSON.parse(row.value))
}

/** Whether every worker that began has derived the part's runs again. */
export async function areRunsBack(db: Database, part: SetAsidePart): Promise<boolean> {
  const rows = await readStates(db, { name: nameOf(part) })
  return rows.length > 0 && rows.every(({ value }) => LostRunsState.parse(JSON.parse(value)).isDone)
}

export async function saveLostRuns(
  db: Database,
  shard: Shard,
  part: SetAsidePart,
  state: LostRunsState,
  nowMs: number,
): Promise<void> {
  const row = { name: `${nameOf(part)}${shard.index}/${shard.count}`, value: JSON.stringify(state), version: nowMs }
  await db.insert('worker_state', [row], { repeatable: true })
}
