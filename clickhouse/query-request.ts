import type { z } from 'zod'
import type { Fragment } from './sql/fragment.ts'
import { rowReader } from './read-row.ts'
import { consistentRead } from './topology.ts'

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
  sql: string | ((params: z.output<Params>) => Fragment)
  limits?: QueryLimits
  /** Settings of the engine for this text. */
  settings?: Record<string, number>
  /** Sees every acknowledged write, whichever replica answers. */
  consistent?: boolean
}

export type CallSettings = { signal?: AbortSignal; waitMs?: number }

type QueryRequest = { name: string; sql: string; params: Record<string, unknown>; silentMs?: number }

const MAX_SECONDS = 30
const MAX_MEMORY_BYTES = 1024 ** 3

/** What is sent for one call: parameters are checked, and it can neither write nor take more than its limits. */
export function requestOf<Params extends z.ZodType<Record<string, unknown>>>(
  {
    name,
    params: schema,
    sql,
    limits = {},
    settings: own = {},
    consistent = false,
  }: QueryDefinition<Params, z.ZodType>,
  given: z.input<Params>,
  bind = (text: Fragment): Fragment => text,
): QueryRequest {
  const params = schema.parse(given)
  const text = bind(typeof sql === 'string' ? { sql, params } : sql(params))
  const seconds = limits.maxSeconds ?? MAX_SECONDS
  const bytes = limits.maxMemoryBytes ?? MAX_MEMORY_BYTES
  const settings = [
    'readonly = 1',
    `max_execution_time = ${seconds}`,
    `max_memory_usage = ${bytes}`,
    ...(limits.maxThreads === undefined ? [] : [`max_threads = ${limits.maxThreads}`]),
    ...Object.entries(own).map(([setting, value]) => `${setting} = ${value}`),
    ...(consistent ? [consistentRead] : []),
  ]
  return {
    name,
    sql: `${text.sql.trim()}\nSETTINGS ${settings.join(', ')}`,
    params: text.params,
    ...(limits.silentSeconds === undefined ? {} : { silentMs: limits.silentSeconds * 1000 }),
  }
}

/** Checks rows against what a query declares. */
export function rowsReader<Params extends z.ZodType, Row extends z.ZodType>({
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
