import type { z } from 'zod'
import type { Database } from './client.ts'
import { rowsReader as nativeRowsReader } from './native/row-view.ts'
import { requestOf, rowsReader, type CallSettings, type QueryDefinition } from './query-request.ts'

export type SystemQuery<Params extends z.ZodType, Row extends z.ZodType> = (
  db: Database,
  params: z.input<Params>,
  call?: CallSettings,
) => Promise<z.output<Row>[]>

/** Rows in batches, for results that need not be in memory at once. */
type SystemStreamQuery<Params extends z.ZodType, Row extends z.ZodType> = (
  db: Database,
  params: z.input<Params>,
  call?: CallSettings,
) => AsyncIterable<z.output<Row>[]>

/** `make` is given each row in turn and must not keep it. */
type SystemBulkQuery<Params extends z.ZodType, Row extends z.ZodType> = <Value>(
  db: Database,
  params: z.input<Params>,
  make: (row: z.output<Row>) => Value,
  call?: CallSettings,
) => Promise<Value[]>

/**
 * A read that no scope narrows: configuration, and what our own processes do for all projects. What is asked for by
 * people goes through `defineScopedQuery`; which of these the web process may use at all is listed in a test.
 */
export function defineSystemQuery<Params extends z.ZodType<Record<string, unknown>>, Row extends z.ZodType>(
  definition: QueryDefinition<Params, Row>,
): SystemQuery<Params, Row> {
  const readRows = rowsReader(definition)
  return async (db, params, call = {}) => readRows(await db.query({ ...requestOf(definition, params), ...call }))
}

export function defineSystemStreamQuery<Params extends z.ZodType<Record<string, unknown>>, Row extends z.ZodType>(
  definition: QueryDefinition<Params, Row>,
): SystemStreamQuery<Params, Row> {
  const readRows = rowsReader(definition)
  return async function* (db, params, call = {}) {
    for await (const rows of db.stream({ ...requestOf(definition, params), ...call })) yield readRows(rows)
  }
}

/** For many rows of many columns: column by column, and only the first row is checked against the schema. */
export function defineSystemBulkQuery<Params extends z.ZodType<Record<string, unknown>>, Row extends z.ZodObject>(
  definition: QueryDefinition<Params, Row>,
): SystemBulkQuery<Params, Row> {
  const readRows = nativeRowsReader(definition.row)
  return async (db, params, make, call = {}) =>
    readRows(await db.native({ ...requestOf(definition, params), ...call }), make)
}
