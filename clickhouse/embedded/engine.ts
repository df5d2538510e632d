import type * as Chdb from 'chdb'
import type { Session } from 'chdb'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { engineConfig } from './engine-config.ts'
import { toEngineError } from './engine-error.ts'
import { INNER_FUNCTIONS, isInnerEngine, type OutsideNames } from './refuse-outside-access.ts'
import { quoteString } from './session-script.ts'
import type { StoreOptions } from './store-options.ts'

/** A start that cannot succeed; the message is one sentence with the way out. */
export class StoreStartError extends Error {}

export const DATABASE = 'tachograph'

/** The engine is one for the process; a session on it costs 0.2 ms and runs one statement at a time. */
export class Engine {
  readonly version: string
  readonly outside: OutsideNames
  readonly #openSession: () => Session
  readonly #drain: () => Promise<void>
  /** Keeps the engine open while no request runs. */
  readonly #root: Session
  /** Kills must not wait behind the query that they end. */
  #killing: Promise<unknown> = Promise.resolve()

  private constructor(root: Session, openSession: () => Session, drain: () => Promise<void>) {
    this.#root = root
    this.#openSession = openSession
    this.#drain = drain
    this.version = firstColumn(root, 'SELECT version()').join()
    this.outside = {
      functions: new Set([
        ...firstColumn(root, 'SELECT lower(name) FROM system.table_functions').filter((f) => !INNER_FUNCTIONS.has(f)),
        ...firstColumn(root, "SELECT lower(name) FROM system.functions WHERE match(name, '^(?i:file$|ai[A-Z])')"),
      ]),
      engines: new Set(
        [
          ...firstColumn(root, 'SELECT lower(name) FROM system.table_engines'),
          ...firstColumn(root, 'SELECT lower(name) FROM system.database_engines'),
        ].filter((name) => !isInnerEngine(name)),
      ),
    }
  }

  static async open(options: StoreOptions): Promise<Engine> {
    const chdb = await loadBinding()
    mkdirSync(options.storeDir, { recursive: true })
    const configFile = join(options.dataDir, 'store-engine.xml')
    writeFileSync(configFile, engineConfig(options))
    const open = (): Session => new chdb.Session(options.storeDir)
    try {
      const root = new chdb.Session(options.storeDir, { connectionArgs: [`--config-file=${configFile}`] })
      root.query(`CREATE DATABASE IF NOT EXISTS ${DATABASE} ENGINE = Atomic`)
      return new Engine(root, open, chdb.drainPending)
    } catch (error) {
      throw new StoreStartError(openFailure(error, options.storeDir), { cause: error })
    }
  }

  session(): Session {
    return this.#openSession()
  }

  /** Ends running queries that carry the tag; KILL … SYNC never returns on this engine. */
  kill(tag: string): Promise<void> {
    const killed = this.#killing.then(async () => {
      const where =
        tag === '*' ? "Settings['query_cache_tag'] != ''" : `Settings['query_cache_tag'] = ${quoteString(tag)}`
      await this.#root.queryAsync(`KILL QUERY WHERE ${where} ASYNC`)
    })
    this.#killing = killed.catch(() => undefined)
    return killed
  }

  async close(): Promise<void> {
    await this.#killing
    this.#root.close()
    // A merge in the background may hold the folder a moment longer.
    await Promise.race([this.#drain(), sleep(5_000, undefined, { ref: false })])
  }
}

async function loadBinding(): Promise<typeof Chdb> {
  try {
    return await import('chdb')
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    throw new StoreStartError(
      `The embedded store cannot run here (${process.platform}-${process.arch}, npm package chdb: ${reason}); ` +
        'set CLICKHOUSE_URL to a ClickHouse server (26.2 or newer) instead.',
      { cause: error },
    )
  }
}

function openFailure(error: unknown, storeDir: string): string {
  const { message } = toEngineError(error)
  return /lock|another|in use|already/i.test(message)
    ? `The data folder ${storeDir} is in use by another process; stop it, or set TACHO_DATA_DIR to another folder.`
    : `The embedded store could not open ${storeDir}: ${message}`
}

function firstColumn(session: Session, sql: string): string[] {
  return session
    .query(sql, 'TSV')
    .split('\n')
    .filter((line) => line !== '')
}
