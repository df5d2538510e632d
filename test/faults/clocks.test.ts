import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startWorker } from '#test/support/app.ts'
import { takesAgain } from '#test/support/fault-processes.ts'
import { endureFault, type FaultStack } from '#test/support/fault-stack.ts'
import { startIngestProcess } from '#test/support/process.ts'
import { startStore } from '#test/support/store.ts'

const full = process.env['TACHO_TEST'] === 'full'
const holdMs = full ? 20_000 : 500
const hourMs = 3_600_000

/** Set from one line to the next: ingest's clock and the worker's, against the store's. */
const settings = [
  { ingestMs: hourMs, workerMs: -hourMs / 2 },
  { ingestMs: -hourMs, workerMs: -hourMs / 2 },
  { ingestMs: -2 * hourMs, workerMs: 3 * hourMs },
  { ingestMs: 0, workerMs: -10 * hourMs },
]

let folder: string
let stack: FaultStack

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacho-clocks-'))
  const store = await startStore()
  await setClocks({ ingestMs: 0, workerMs: 0 })
  const worker = await startWorker(store.dataDir, clockEnv('worker'))
  const env = { TACHO_DATA_DIR: store.dataDir, TACHO_WORKER_PORT: String(worker.port), ...clockEnv('ingest') }
  const ingest = await startIngestProcess(env)
  const stop = async (): Promise<void> => {
    expect(await ingest.stop()).toBe(0)
    expect(await worker.stop()).toBe(0)
    await store.stop()
  }
  stack = { store, ingest, worker, stop }
})

afterAll(async () => {
  await stack.stop()
  await rm(folder, { recursive: true, force: true })
})

it.runIf(full)(
  'clocks of ingest and worker may be set by hours while data comes in',
  { timeout: 600_000 },
  async () => {
    await endureFault({
      name: 'clocks',
      stack,
      connections: 3,
      disturb: async (ledger) => {
        for (const setting of settings) {
          await setClocks(setting)
          await sleep(holdMs)
          await takesAgain(ledger, Date.now())
        }
        return [`set ${settings.length} times`]
      },
    })
  },
)

function clockEnv(name: string): Record<string, string> {
  const preload = join(import.meta.dirname, '../support/fault-clock.ts')
  return { NODE_OPTIONS: `--import=${preload}`, FAULT_CLOCK_FILE: join(folder, name) }
}

async function setClocks({ ingestMs, workerMs }: { ingestMs: number; workerMs: number }): Promise<void> {
  await writeFile(join(folder, 'ingest'), String(ingestMs))
  await writeFile(join(folder, 'worker'), String(workerMs))
}
