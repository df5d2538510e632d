import { z } from 'zod'
import type { Database } from '../client.ts'
import { defineSystemQuery } from '../define-system-query.ts'

/** That a key was used; milliseconds since the epoch. */
export const KeyUseRow = z.object({ project: z.string(), keyId: z.string(), usedAt: z.number().int() })
export type KeyUseRow = z.infer<typeof KeyUseRow>

/** When each key of a project was last used. */
export const listKeyUses = defineSystemQuery({
  name: 'list-key-uses',
  params: z.object({ project: z.string() }),
  row: z.object({ keyId: z.string(), usedAt: z.number().int() }),
  sql: `
SELECT
  key_id AS keyId,
  toUnixTimestamp64Milli(max(used_at)) AS usedAt
FROM key_uses
WHERE project = {project:String}
GROUP BY key_id
LIMIT 100000`,
})

/** Of several uses of a key the newest holds. */
export async function saveKeyUses(db: Database, uses: readonly KeyUseRow[]): Promise<void> {
  const rows = uses.map(({ project, keyId, usedAt }) => ({
    project,
    key_id: keyId,
    // Seconds with three decimals, as DateTime64(3) reads them.
    used_at: (usedAt / 1000).toFixed(3),
  }))
  await db.insert('key_uses', rows, { repeatable: true, waitMs: 5_000 })
}
