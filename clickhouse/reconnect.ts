import { createClient, ClickHouseError, ClickHouseLogLevel, type ClickHouseClient } from '@clickhouse/client'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '#lib/domain/errors.ts'
import { AnswerLimit } from './answer-limit.ts'
import type { Connection } from './connection.ts'
import { settingsOf, topologyOf, type Topology } from './topology.ts'

export type ConnectionSource = Connection | (() => Promise<Connection>)

export type CallOptions = {
  /** How long this call may wait for a database that is away. Default: it fails at once. */
  waitMs?: number
  /** How long a database that takes the call may stay silent. Default: as long as the connection's own limit, each attempt anew. */
  silentMs?: number
  /** The caller's. */
  signal?: AbortSignal | undefined
  /** A call whose connection broke may have been carried out; true when doing it twice is harmless. */
  repeatable: boolean
  /** For messages. */
  name: string
}

type Work<T> = (client: ClickHouseClient, limit: AnswerLimit, connection: Connection) => Promise<T>

type Connected = { connection: Connection; client: ClickHouseClient }

const RETRY_MS = 100
/** ClickHouse: TIMEOUT_EXCEEDED, TOO_SLOW, TOO_MANY_SIMULTANEOUS_QUERIES, MEMORY_LIMIT_EXCEEDED, TOO_MANY_PARTS. */
const OVERLOADED = new Set(['159', '160', '202', '241', '252'])
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])
const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE'])

/** Holds the client of the present connection and follows a store that came back elsewhere. */
export class Reconnecting {
  readonly #source: ConnectionSource
  #current: Connected | null = null
  #connecting: Promise<Connected> | null = null

  constructor(source: ConnectionSource) {
    this.#source = source
  }

  async call<T>(options: CallOptions, work: Work<T>): Promise<T> {
    const limit = new AnswerLimit(options.silentMs, options.signal)
    try {
      return await this.#attempts(options, limit, work)
    } finally {
      limit.end()
    }
  }

  async #attempts<T>(options: CallOptions, limit: AnswerLimit, work: Work<T>): Promise<T> {
    const deadline = Date.now() + (options.waitMs ?? 0)
    // A store that moved, or closed a kept-alive socket, is noticed by the first call that fails: worth one more attempt.
    for (let attempt = 0; ; attempt += 1) {
      try {
        const { client, connection } = await this.#connected()
        return await work(client, limit, connection)
      } catch (error) {
        const failure = limit.isOver ? 'silent' : classify(error)
        if (failure === 'query') throw explain(error, options.name)
        const mayRepeat = failure === 'not-sent' || options.repeatable
        const moved = await this.#refresh()
        // Whoever waited that long is told; the next call goes to where the store is now.
        if (failure === 'silent') throw silent(options)
        const isWorthOne = attempt === 0 && (moved || failure === 'broken')
        if (!mayRepeat || (Date.now() >= deadline && !isWorthOne)) throw unreachable(error, options.name)
        if (!isWorthOne) await sleep(RETRY_MS)
      }
    }
  }

  async topology(): Promise<Topology> {
    return topologyOf((await this.#resolve()).cluster)
  }

  async close(): Promise<void> {
    await this.#current?.client.close()
    this.#current = null
  }

  #connected(): Promise<Connected> {
    if (this.#current !== null) return Promise.resolve(this.#current)
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = null
    })
    return this.#connecting
  }

  async #connect(): Promise<Connected> {
    const connection = await this.#resolve()
    this.#current = { connection, client: clientOf(connection) }
    return this.#current
  }

  /** True when the database is now known under another address. */
  async #refresh(): Promise<boolean> {
    if (typeof this.#source !== 'function') return false
    const before = this.#current
    try {
      const connection = await this.#resolve()
      if (before === null || isSame(before.connection, connection)) return false
      if (this.#current !== before) return true
      this.#current = { connection, client: clientOf(connection) }
      await before.client.close()
      return true
    } catch (error) {
      if (error instanceof AppError) return false
      throw error
    }
  }

  #resolve(): Promise<Connection> {
    return typeof this.#source === 'function' ? this.#source() : Promise.resolve(this.#source)
  }
}

function clientOf(connection: Connection): ClickHouseClient {
  return createClient({
    url: connection.url,
    username: connection.username,
    password: connection.password,
    database: connection.database,
    application: 'tachograph',
    max_open_connections: 20,
    // A little more than the longest query limit, so that the database's own message arrives.
    request_timeout: 35_000,
    keep_alive: { enabled: true, eagerly_destroy_stale_sockets: true },
    compression: { response: !/\/\/(127\.0\.0\.1|localhost|\[::1\])/.test(connection.url), request: false },
    // Failures are thrown; each is logged once, by who handles it.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: {
      // 64-bit integers and decimals stay exact: as text.
      output_format_json_quote_64bit_integers: 1,
      output_format_json_quote_decimals: 1,
      output_format_json_quote_denormals: 1,
      // Several rows a request are batched by us; the answer means that they are stored.
      async_insert: 0,
      ...settingsOf(topologyOf(connection.cluster)),
    },
  })
}

function classify(error: unknown): 'not-sent' | 'broken' | 'query' {
  if (error instanceof AppError) return error.code === 'unavailable' ? 'not-sent' : 'query'
  // The password of a store that has just been replaced on the same port.
  if (error instanceof ClickHouseError) return error.code === '516' || error.code === '194' ? 'not-sent' : 'query'
  const code = errorCode(error)
  if (NOT_SENT.has(code)) return 'not-sent'
  const message = error instanceof Error ? error.message : ''
  return BROKEN.has(code) || /socket hang up|Timeout error|Premature close|terminated/i.test(message)
    ? 'broken'
    : 'query'
}

function explain(error: unknown, name: string): unknown {
  if (!(error instanceof ClickHouseError) || !OVERLOADED.has(error.code)) return error
  return new AppError('unavailable', `The database could not finish "${name}" within its limits: ${error.message}`, {
    cause: error,
  })
}

function silent({ name, silentMs = 0 }: CallOptions): AppError {
  const seconds = Math.round(silentMs / 1000)
  return new AppError(
    'unavailable',
    `The database did not answer "${name}" within ${seconds} s: it is very busy or stands still. Try again in a moment.`,
  )
}

function unreachable(error: unknown, name: string): AppError {
  if (error instanceof AppError) return error
  if (error instanceof ClickHouseError)
    return new AppError(
      'unavailable',
      `The database refuses our credentials (${error.message}); check CLICKHOUSE_URL.`,
      { cause: error },
    )
  const reason = errorCode(error) || (error instanceof Error ? error.message : String(error))
  return new AppError('unavailable', `The database did not answer "${name}" (${reason}); try again in a moment.`, {
    cause: error,
  })
}

/** Node groups the failures of several addresses in one AggregateError. */
function errorCode(error: unknown): string {
  if (error instanceof AggregateError) return errorCode(error.errors[0])
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function isSame(left: Connection, right: Connection): boolean {
  return (
    left.url === right.url &&
    left.username === right.username &&
    left.password === right.password &&
    left.database === right.database &&
    left.cluster === right.cluster
  )
}
