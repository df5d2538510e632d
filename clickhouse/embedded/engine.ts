import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { loadEngineBinding, type EngineBinding } from './engine-binding.ts'
import { engineConfig } from './engine-config.ts'
import { toEngineError } from './engine-error.ts'
import { EngineSession } from './engine-session.ts'
import { countFailedWrites } from './failed-writes.ts'
import { INNER_FUNCTIONS, isInnerEngine, type OutsideNames } from './refuse-outside-access.ts'
import { quoteString } from './session-script.ts'
import type { StoreOptions } from './store-options.ts'
import { RefusalError } from '#lib/domain/errors.ts'

/** A start that cannot succeed; the message is one sentence with the way out. */
export class StoreStartError extends RefusalError {}

export const DATABASE = 'tachograph'

/** The engine is one for the process; a session on it costs 0.2 ms. */
export class Engine {
  readonly version: string
  readonly outside: OutsideNames
  readonly #binding: EngineBinding
  readonly #options: StoreOptions
  /** Keeps the engine open while no request runs, and ends queries: a kill must not wait behind its query. */
  #root: EngineSession
  readonly #open: Set<EngineSession>
  #killing: Promise<unknown> = Promise.resolve()
  #failedWrites: number

  private constructor(binding: EngineBinding, options: StoreOptions, root: EngineSession, known: Known) {
    this.#binding = binding
    this.#options = options
    this.#root = root
    this.#open = new Set()
    this.#failedWrites = known.failedWrites
    this.version = known.version
    this.outside = known.outside
  }

  static async open(options: StoreOptions): Promise<Engine> {
    const binding = loadBinding()
    mkdirSync(options.storeDir, { recursive: true })
    writeFileSync(configFileOf(options), engineConfig(options))
    try {
      const root = openRoot(binding, options)
      await root.query(`CREATE DATABASE IF NOT EXISTS ${DATABASE} ENGINE = Atomic`)
      return new Engine(binding, options, root, await askKnown(root))
    } catch (error) {
      throw new StoreStartError(openFailure(error, options.storeDir), { cause: error })
    }
  }

  session(): EngineSession {
    const session = new EngineSession(this.#binding, this.#options.storeDir, () => this.#open.delete(session))
    this.#open.add(session)
    return session
  }

  /** A statement of our own, beside all others. */
  async ask(sql: string): Promise<string> {
    const session = this.session()
    try {
      return textOf(await session.query(sql))
    } finally {
      session.close()
    }
  }

  /** False when a write to a file has failed since it was opened: see `failed-writes.ts`. */
  async isSound(session: EngineSession): Promise<boolean> {
    return (await countFailedWrites(session)) === this.#failedWrites
  }

  /**
   * Closes and opens it, while nobody has a session. Opening compares every file's size with what the part's checksums
   * say: parts that were written short are set aside, and what a merge that was written short had replaced comes back.
   */
  async reopen(): Promise<void> {
    await this.close()
    if (this.#open.size > 0) throw new Error('the engine cannot be opened anew: a statement does not end')
    this.#root = openRoot(this.#binding, this.#options)
    this.#failedWrites = await countFailedWrites(this.#root)
  }

  /** Ends running queries that carry the tag; KILL … SYNC never returns on this engine. */
  kill(tag: string): Promise<void> {
    const killed = this.#killing.then(async () => {
      const where =
        tag === '*' ? "Settings['query_cache_tag'] != ''" : `Settings['query_cache_tag'] = ${quoteString(tag)}`
      await this.#root.query(`KILL QUERY WHERE ${where} ASYNC`)
    })
    this.#killing = killed.catch(() => undefined)
    return killed
  }

  /** Sessions close behind their last statement; one that hangs is not waited for. */
  async close(): Promise<void> {
    await this.#killing
    for (let waitedMs = 0; this.#open.size > 0 && waitedMs < 5_000; waitedMs += 20) await sleep(20)
    if (this.#open.size === 0) this.#root.close()
  }
}

type Known = { version: string; outside: OutsideNames; failedWrites: number }

function openRoot(binding: EngineBinding, options: StoreOptions): EngineSession {
  return new EngineSession(binding, options.storeDir, () => undefined, [`--config-file=${configFileOf(options)}`])
}

function configFileOf({ dataDir }: StoreOptions): string {
  return join(dataDir, 'store-engine.xml')
}

function textOf({ bytes }: { bytes: Uint8Array }): string {
  return Buffer.from(bytes).toString()
}

async function askKnown(root: EngineSession): Promise<Known> {
  const column = async (sql: string): Promise<string[]> =>
    textOf(await root.query(sql))
      .split('\n')
      .filter((line) => line !== '')
  const tableFunctions = await column('SELECT lower(name) FROM system.table_functions')
  const functions = await column("SELECT lower(name) FROM system.functions WHERE match(name, '^(?i:file$|ai[A-Z])')")
  const engines = await column(
    'SELECT lower(name) FROM system.table_engines UNION ALL SELECT lower(name) FROM system.database_engines',
  )
  return {
    version: (await column('SELECT version()')).join(),
    outside: {
      functions: new Set([...tableFunctions.filter((name) => !INNER_FUNCTIONS.has(name)), ...functions]),
      engines: new Set(engines.filter((name) => !isInnerEngine(name))),
    },
    failedWrites: await countFailedWrites(root),
  }
}

function loadBinding(): EngineBinding {
  try {
    return loadEngineBinding()
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
