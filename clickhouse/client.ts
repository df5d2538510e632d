import type { ClickHouseSettings } from '@clickhouse/client'
import { randomUUID } from 'node:crypto'
import type { Log } from '#lib/server/log.ts'
import type { Connection } from './connection.ts'
import type { AnswerLimit } from './answer-limit.ts'
import { identifier, insertRows, type InsertOptions, type InsertRows } from './insert-rows.ts'
import { Reconnecting, type CallOptions, type ConnectionSource } from './reconnect.ts'
import type { Topology } from './topology.ts'

type QueryRequest = {
  /** Names the query in logs and in the server's query log. */
  name: string
  /** Without FORMAT; one SETTINGS clause at most. */
  sql: string
  params?: Record<string, unknown>
  settings?: ClickHouseSettings
  signal?: AbortSignal | undefined
  waitMs?: number
  /** How long the database may stay silent. Default: a little more than the longest limit of a read. */
  silentMs?: number
}

type CommandOptions = {
  params?: Record<string, unknown>
  settings?: ClickHouseSettings
  waitMs?: number
  silentMs?: number
  repeatable?: boolean
}

/** The database over ClickHouse's HTTP interface, whichever server speaks it. Reads go through `defineSystemQuery`. */
export type Database = {
  /** Rows as parsed JSON: 64-bit integers and decimals are strings. */
  query: (request: QueryRequest) => Promise<unknown[]>
  /** The same in batches as they arrive; a failure in the middle throws. */
  stream: (request: QueryRequest) => AsyncIterable<unknown[]>
  /** The whole answer in ClickHouse's Native format, for clickhouse/native to read. */
  native: (request: QueryRequest) => Promise<Buffer>
  /** Resolves when the rows are stored. */
  insert: (table: string, rows: InsertRows, options?: InsertOptions) => Promise<void>
  command: (sql: string, options?: CommandOptions) => Promise<void>
  /** Creates the connection's database where it is missing: a new server only has `default`. */
  create: (onCluster: string) => Promise<void>
  topology: () => Promise<Topology>
  /** False when it is away; never throws. */
  ping: () => Promise<boolean>
  close: () => Promise<void>
}

export type DatabaseOptions = {
  log?: Log
  /** Queries that take longer are logged by name. */
  slowMs?: number
}

/** Reads end by themselves after 30 s: what comes later than this does not come. */
const readSilentMs = 35_000
const pingSilentMs = 5_000

/** A result that is read as a whole comes as a whole: a failure then has its own status, and small results are quicker. */
const whole: ClickHouseSettings = { wait_end_of_query: 1 }

export function openDatabase(source: ConnectionSource, options: DatabaseOptions = {}): Database {
  const connection = new Reconnecting(source)
  return {
    query: (request) => timed(request.name, options, () => rowsOf(connection, request)),
    stream: (request) => streamed(connection, request),
    native: (request) => timed(request.name, options, () => native(connection, request)),
    insert: (table, rows, insertOptions = {}) =>
      timed(`insert ${table}`, options, () => insertRows(connection, table, rows, insertOptions)),
    command: (sql, commandOptions = {}) => command(connection, sql, commandOptions),
    create: (onCluster) => createDatabase(source, onCluster),
    topology: () => connection.topology(),
    ping: () => ping(connection),
    close: () => connection.close(),
  }
}

function readOptions({ name, waitMs, silentMs = readSilentMs, signal }: QueryRequest): CallOptions {
  return { name, repeatable: true, silentMs, signal, ...waitOf({ waitMs }) }
}

function paramsOf(request: QueryRequest, settings: ClickHouseSettings, { signal }: AnswerLimit) {
  return {
    query_id: `${request.name}-${randomUUID()}`,
    clickhouse_settings: { log_comment: request.name, ...settings, ...request.settings },
    // Long lists of ids do not fit into a URL.
    use_multipart_params_auto: true,
    ...(request.params === undefined ? {} : { query_params: request.params }),
    ...(signal === undefined ? {} : { abort_signal: signal }),
  }
}

function rowsOf(connection: Reconnecting, request: QueryRequest): Promise<unknown[]> {
  return connection.call(readOptions(request), async (client, limit) => {
    const result = await client.query({
      query: request.sql,
      format: 'JSONEachRow',
      ...paramsOf(request, whole, limit),
    })
    limit.heard()
    return result.json()
  })
}

function native(connection: Reconnecting, request: QueryRequest): Promise<Buffer> {
  return connection.call(readOptions(request), async (client, limit) => {
    const { stream } = await client.exec({
      query: `${request.sql}\nFORMAT Native`,
      ...paramsOf(request, whole, limit),
    })
    const chunks: Buffer[] = []
    for await (const chunk of stream) {
      limit.heard()
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  })
}

async function createDatabase(source: ConnectionSource, onCluster: string): Promise<void> {
  const { database } = typeof source === 'function' ? await source() : source
  if (!identifier.test(database)) throw new RangeError(`'${database}' is no usable database name`)
  const atDefault = async (): Promise<Connection> => ({
    ...(typeof source === 'function' ? await source() : source),
    database: 'default',
  })
  const connection = new Reconnecting(atDefault)
  await command(connection, `CREATE DATABASE IF NOT EXISTS ${database} ${onCluster}`, { repeatable: true })
  await connection.close()
}

async function* streamed(connection: Reconnecting, request: QueryRequest): AsyncGenerator<unknown[]> {
  const result = await connection.call(readOptions(request), (client, limit) =>
    client.query({ query: request.sql, format: 'JSONEachRow', ...paramsOf(request, {}, limit) }),
  )
  for await (const rows of result.stream()) yield rows.map((row) => row.json())
}

async function command(connection: Reconnecting, sql: string, options: CommandOptions): Promise<void> {
  const name = sql.trim().slice(0, 60)
  const { repeatable = false } = options
  const call = { name, repeatable, ...waitOf(options), ...silenceOf(options) }
  await connection.call(call, (client, { signal }) =>
    client.command({
      query: sql,
      ...(signal === undefined ? {} : { abort_signal: signal }),
      // DDL and INSERT … SELECT answer only when done.
      clickhouse_settings: { wait_end_of_query: 1, ...options.settings },
      ...(options.params === undefined ? {} : { query_params: options.params }),
    }),
  )
}

async function ping(connection: Reconnecting): Promise<boolean> {
  try {
    return await connection.call({ name: 'ping', repeatable: true, silentMs: pingSilentMs }, async (client, limit) => {
      const result = await client.ping({ select: true, abort_signal: limit.signal })
      if (!result.success) throw result.error
      return true
    })
  } catch {
    return false // "away" is the answer
  }
}

async function timed<T>(name: string, { log, slowMs = 1_000 }: DatabaseOptions, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  try {
    return await work()
  } finally {
    const tookMs = Math.round(performance.now() - startedAt)
    if (tookMs >= slowMs) log?.warn({ query: name, tookMs }, 'slow query')
  }
}

function waitOf({ waitMs }: { waitMs?: number | undefined }): { waitMs?: number } {
  return waitMs === undefined ? {} : { waitMs }
}

function silenceOf({ silentMs }: { silentMs?: number | undefined }): { silentMs?: number } {
  return silentMs === undefined ? {} : { silentMs }
}
