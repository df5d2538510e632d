import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockDataFolder } from './data-lock.ts'
import type { CareHooks } from './engine-care.ts'
import { Engine, StoreStartError } from './engine.ts'
import { listen } from './http-server.ts'
import type { StoreOptions } from './store-options.ts'
import { sweepSpool } from './sweep-spool.ts'

const sweepEveryMs = 600_000

export type RunningStore = { url: string; stop: () => Promise<void> }

/** Opens the engine, listens, and says where in `store.json`. */
export async function startStore(options: StoreOptions, hooks: CareHooks): Promise<RunningStore> {
  refuseUnusableFolder(options.dataDir)
  const lock = lockDataFolder(options.dataDir)
  try {
    const connectionFile = join(options.dataDir, 'store.json')
    rmSync(connectionFile, { force: true }) // of a store that was killed
    rmSync(options.spoolDir, { recursive: true, force: true })
    mkdirSync(options.spoolDir, { mode: 0o700 })
    const engine = await Engine.open(options)
    const credentials = { username: 'tachograph', password: randomBytes(24).toString('base64url') }
    const server = await listen(engine, options, credentials, hooks)
    const url = `http://127.0.0.1:${server.port}`
    writeConnection(connectionFile, { url, ...credentials, spoolDir: options.spoolDir, pid: process.pid })
    const sweeping = setInterval(() => void sweepSpool(options.spoolDir, Date.now()).catch(warn), sweepEveryMs)
    sweeping.unref()
    const stop = async (): Promise<void> => {
      clearInterval(sweeping)
      await server.close()
      rmSync(connectionFile, { force: true })
      await engine.close()
      lock.release()
    }
    return { url, stop }
  } catch (error) {
    lock.release()
    throw explainStart(error, options)
  }
}

function warn(error: unknown): void {
  process.emitWarning(`Abandoned data could not be removed: ${String(error)}`)
}

/** Readers see the old file or the new one, never half of one; it holds the password. */
function writeConnection(path: string, connection: Record<string, string | number>): void {
  const draft = `${path}.${process.pid}`
  rmSync(draft, { force: true })
  writeFileSync(draft, `${JSON.stringify(connection)}\n`, { mode: 0o600 })
  renameSync(draft, path)
}

/** The engine reads these characters in a file name as a pattern. */
function refuseUnusableFolder(dataDir: string): void {
  if (/[*?{}]/.test(dataDir))
    throw new StoreStartError(
      `The data folder ${dataDir} has one of * ? { } in its path; set TACHO_DATA_DIR to another folder.`,
    )
}

function explainStart(error: unknown, options: StoreOptions): unknown {
  const isPortTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  if (!isPortTaken) return error
  return new StoreStartError(
    `Port ${options.port} is already in use; set TACHO_STORE_PORT to a free port, or leave it out for a random one.`,
    { cause: error },
  )
}
