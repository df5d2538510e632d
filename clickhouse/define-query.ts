import type { z } from 'zod'
import type { Database } from './client.ts'
import { rowsReader as nativeRowsReader } from './native/row-view.ts'
import { rowReader } from './read-row.ts'
import { consistentRead } from './topology.ts'

/** A piece of SQL with the values of its `{name:Type}` parameters. */
type SqlText = { sql: string; params: Record<string, unknown> }

type QueryLimits = {
  maxSeconds?: number
  maxMemoryBytes?: number
  maxThreads?: number
  /** How long the caller waits for a database that says nothing, queueing there included. */
  silentSeconds?: number
}

/** Of small reads that every request waits for: of a few rows, even on a busy machine. */
export const smallRead: QueryLimits = { silentSeconds: 8 }

export type QueryDefinition<Params extends z.ZodType, Row extends z.ZodType> = {
  /** Kebab-case; appears in logs and in the server's query log. */
  name: string
  params: Params
  row: Row
  /** Values only as {name:Type}; identifiers only from fragments that come from an allow-list. */
  sql: string | ((params: z.output<Params>) => SqlText)
  limits?: QueryLimits
  /** Sees every acknowledged write, whichever replica answers. */
  consistent?: boolean
}

type CallSettings = { signal?: AbortSignal; waitMs?: number }

export type Query<Params extends z.ZodType, Row extends z.ZodType> = (
  db: Database,
  params: z.input<Params>,
  call?: CallSettings,
) => Promise<z.output<Row>[]>

/** Rows in batches, for results that need not be in memory at once. */
export type StreamQuery<Params extends z.ZodType, Row extends z.ZodType> = (
  db: Database,
  params: z.input<Params>,
  call?: CallSettings,
) => AsyncIterable<z.output<Row>[]>

/** `make` is given each row in turn and must not keep it. */
export type BulkQuery<Params extends z.ZodType, Row extends z.ZodType> = <Value>(
  db: Database,
  params: z.input<Params>,
  make: (row: z.output<Row>) => Value,
) => Promise<Value[]>

const MAX_SECONDS = 30
const MAX_MEMORY_BYTES = 1024 ** 3

/** A read: parameters and rows are checked, and it can neither write nor take more than its limits. */
export function defineQuery<Params extends z.ZodType<Record<string, unknown>>, Row extends z.ZodType>(
  definition: QueryDefinition<Params, Row>,
): Query<Params, Row> {
  const readRows = rowsReader(definition)
  return async (db, params, call = {}) => readRows(await db.query({ ...requestOf(definition, params), ...call }))
}

export function defineStreamQuery<Params extends z.ZodType<Record<string, unknown>>, Row extends z.ZodType>(
  definition: QueryDefinition<Params, Row>,
): StreamQuery<Params, Row> {
  const readRows = rowsReader(definition)
  return async function* (db, params, call = {}) {
    for await (const rows of db.stream({ ...requestOf(definition, params), ...call })) yield readRows(rows)
  }
}

/** For many rows of many columns: column by column, and only the first row is checked against the schema. */
export function defineBulkQuery<Params extends z.ZodType<Record<string, unknown>>, Row extends z.ZodObject>(
  definition: QueryDefinition<Params, Row>,
): BulkQuery<Params, Row> {
  const readRows = nativeRowsReader(definition.row)
  return async (db, params, make) => readRows(await db.native(requestOf(definition, params)), make)
}

function requestOf<Params extends z.ZodType<Record<string, unknown>>>(
  { name, params: schema, sql, limits = {}, consistent = false }: QueryDefinition<Params, z.ZodType>,
  given: z.input<Params>,
): { name: string; sql: string; params: Record<string, unknown>; silentMs?: number } {
  const params = schema.parse(given)
  const text = typeof sql === 'string' ? { sql, params } : sql(params)
  const seconds = limits.maxSeconds ?? MAX_SECONDS
  const bytes = limits.maxMemoryBytes ?? MAX_MEMORY_BYTES
  const settings = [
    'readonly = 1',
    `max_execution_time = ${seconds}`,
    `max_memory_usage = ${bytes}`,
    ...(limits.maxThreads === undefined ? [] : [`max_threads = ${limits.maxThreads}`]),
    ...(consistent ? [consistentRead] : []),
  ]
  return {
    name,
    sql: `${text.sql.trim()}\nSETTINGS ${settings.join(', ')}`,
    params: text.params,
    ...(limits.silentSeconds === undefined ? {} : { silentMs: limits.silentSeconds * 1000 }),
  }
}

function rowsReader<Params extends z.ZodType, Row extends z.ZodType>({
  name,
  row,
}: QueryDefinition<Params, Row>): (rows: unknown[]) => z.output<Row>[] {
  const read = rowReader(row)
  return (rows) =>
    rows.map((raw) => {
      const parsed = row.safeParse(read === null ? raw : read(raw))
      if (!parsed.success)
        throw new TypeError(`A row of query "${name}" is not what it declares: ${parsed.error.message}`)
      return parsed.data
    })
}
