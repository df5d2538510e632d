import { z } from 'zod'
import type { Database } from '../client.ts'
import { defineSystemQuery } from '../define-system-query.ts'

const currentDatabase = defineSystemQuery({
  name: 'current-database',
  params: z.object({}),
  row: z.object({ name: z.string().regex(/^\w+$/) }),
  sql: 'SELECT currentDatabase() AS name',
})

/** Of the connection; fit to be part of a statement. */
export async function databaseName(db: Database): Promise<string> {
  const [row] = await currentDatabase(db, {})
  if (row === undefined) throw new TypeError('the database has no name')
  return row.name
}
