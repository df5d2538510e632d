import { z } from 'zod'
import type { Database } from '../client.ts'
import { defineSystemQuery } from '../define-system-query.ts'
import { smallRead } from '../query-request.ts'
import { consistentWrite } from '../topology.ts'

/** What a closing froze: the document with what its hash is of, and the sheet, as they are sent out for ever. */
export type FrozenStatement = { document: string; sheet: string }

const readFrozen = defineSystemQuery({
  name: 'frozen-statement',
  params: z.object({ project: z.string(), closingId: z.string() }),
  row: z.object({ document: z.string(), sheet: z.string() }),
  consistent: true,
  limits: smallRead,
  sql: `
SELECT
  document,
  sheet
FROM statements
WHERE project = {project:String}
  AND closing_id = {closingId:String}
LIMIT 1`,
})

/** Throws where it is gone: the ledger names no closing whose rows were not there before. */
export async function frozenStatement(
  db: Database,
  { project, closingId }: { project: string; closingId: string },
): Promise<FrozenStatement> {
  const [row] = await readFrozen(db, { project, closingId })
  if (row === undefined) throw new Error(`what closing ${closingId} of project ${project} froze is gone`)
  return row
}

/** Doing it twice changes nothing: the rows of a closing are alike. */
export async function insertFrozen(
  db: Database,
  row: FrozenStatement & { project: string; closingId: string; atMs: number },
): Promise<void> {
  const { project, closingId, document, sheet, atMs } = row
  const at = new Date(atMs).toISOString().replace('T', ' ').replace('Z', '')
  await db.insert('statements', [{ project, closing_id: closingId, document, sheet, at }], {
    settings: consistentWrite,
    repeatable: true,
  })
}
