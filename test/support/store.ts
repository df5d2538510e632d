import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase, type Database } from '#clickhouse/client.ts'
import { resolveConnection, type Connection } from '#clickhouse/connection.ts'
import { migrate } from '#clickhouse/migrate.ts'

export type TestStore = {
  connection: Connection
  database: Database
  /** '' when the tests run against TACHO_TEST_CLICKHOUSE_URL. */
  dataDir: string
  /** What it printed since it was started last. */
  output: () => string
  /** Of the process that was started last. */
  pid: () => number
  /** Ends the process without any chance to clean up. */
  kill: () => Promise<void>
  /** It stands still: takes connections, and says nothing until it goes on. */
  pause: () => void
  goOn: () => void
  /** Starts it again on the same folder, at another port. */
  restart: () => Promise<void>
  stop: () => Promise<void>
}

/** A ClickHouse server to run the same tests against, in a database of their own. */
const serverUrl = process.env['TACHO_TEST_CLICKHOUSE_URL'] ?? ''
export const isEmbedded = serverUrl === ''

const main = join(import.meta.dirname, '../../clickhouse/embedded/main.ts')

type StoreOptions = {
  /** A folder that is used as it is, and left behind. Default: one of its own. */
  dataDir?: string
  /** As new as on the first start; otherwise the schema is there. */
  isEmpty?: boolean
}

/** The embedded store as users start it. */
export async function startStore({ dataDir, isEmpty = false }: StoreOptions = {}): Promise<TestStore> {
  if (isEmbedded && dataDir !== undefined) return startEmbedded(dataDir, { isKept: true })
  const store = await (isEmbedded ? startEmbedded(await ownFolder(isEmpty)) : startOnServer())
  if (!isEmpty) await migrate(store.database)
  return store
}

/** With what `TACHO_TEST_STORE` holds: a store that has the schema already, since applying it takes longer than the start. */
async function ownFolder(isEmpty: boolean): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tacho-store-'))
  const prepared = process.env['TACHO_TEST_STORE']
  if (!isEmpty && prepared !== undefined) await cp(prepared, folder, { recursive: true })
  return folder
}

async function startEmbedded(dataDir: string, { isKept = false } = {}): Promise<TestStore> {
  let { child, output } = await spawnStore(dataDir)
  const source = (): Promise<Connection> => resolveConnection({ dataDir })
  const database = openDatabase(source)
  return {
    connection: await source(),
    database,
    dataDir,
    output: () => output.text,
    pid: () => child.pid ?? 0,
    kill: () => end(child, 'SIGKILL'),
    pause: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
    restart: async () => {
      await end(child, 'SIGTERM')
      ;({ child, output } = await spawnStore(dataDir))
    },
    stop: async () => {
      await database.close()
      await end(child, 'SIGTERM')
      if (!isKept) await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function startOnServer(): Promise<TestStore> {
  const given = await resolveConnection({ clickhouseUrl: serverUrl, dataDir: '' })
  const connection = { ...given, database: `tachograph_test_${randomUUID().replaceAll('-', '')}` }
  const database = openDatabase(connection)
  await database.create('')
  const refuse = (): Promise<never> => Promise.reject(new Error('a server under test is not restarted'))
  const leaveAlone = (): never => {
    throw new Error('a server under test is not stopped')
  }
  return {
    connection,
    database,
    dataDir: '',
    output: () => '',
    pid: () => 0,
    kill: refuse,
    pause: leaveAlone,
    goOn: leaveAlone,
    restart: refuse,
    stop: async () => {
      await database.command(`DROP DATABASE IF EXISTS ${connection.database}`)
      await database.close()
    },
  }
}

export type StoreExit = { code: number | null; stderr: string }

/** For starts that are expected to fail. */
export async function runStoreToExit(dataDir: string, env: Record<string, string> = {}): Promise<StoreExit> {
  const child = spawnMain(dataDir, env)
  const stderr = collect(child)
  await once(child, 'exit')
  return { code: child.exitCode, stderr: stderr.text }
}

async function spawnStore(dataDir: string): Promise<{ child: ChildProcess; output: { text: string } }> {
  const child = spawnMain(dataDir, {})
  const output = collect(child)
  while (!output.text.includes('store ready')) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the store did not start: ${output.text}`)
    await sleep(20)
  }
  return { child, output }
}

function spawnMain(dataDir: string, env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [main], {
    // Supervised: it ends with this process, should a test run be broken off.
    env: { ...process.env, TACHO_STORE_MEMORY_MB: '1500', TACHO_SUPERVISED: '1', ...env, TACHO_DATA_DIR: dataDir },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

function collect(child: ChildProcess): { text: string } {
  const output = { text: '' }
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output.text += chunk.toString()
    })
  }
  return output
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}
