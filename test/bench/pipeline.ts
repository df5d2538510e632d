import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findFreePort } from '#lib/cli/supervise/ports.ts'
import { waitForUrl } from '#lib/cli/supervise/wait-for.ts'
import { startStore, type TestStore } from '#test/support/store.ts'

/** Store, ingest and worker as in production, without the web process. */
export type Pipeline = {
  store: TestStore
  otlpUrl: string
  pids: { store: number; ingest: number; worker: number }
  /** Leaves the store alone. */
  stopIngestAndWorker(): Promise<void>
  stop(): Promise<void>
}

export async function startPipeline(): Promise<Pipeline> {
  const store = await startStore()
  const [otlpPort, workerPort] = [await findFreePort(), await findFreePort()]
  const env = {
    ...process.env,
    TACHO_DATA_DIR: store.dataDir,
    OTLP_HTTP_PORT: String(otlpPort),
    OTLP_GRPC_PORT: '0',
    TACHO_WORKER_PORT: String(workerPort),
    TACHO_LOG_LEVEL: 'warn',
    TACHO_SUPERVISED: '1',
  }
  const [ingest, worker] = ['main.ts', 'worker.ts'].map((entry) =>
    spawn(process.execPath, [join(import.meta.dirname, '../../ingest', entry)], {
      env,
      stdio: ['pipe', 'ignore', 'inherit'],
    }),
  )
  if (ingest === undefined || worker === undefined) throw new Error('unreachable: two entries give two processes')
  const ready = new AbortController()
  for (const port of [otlpPort, workerPort]) {
    if (!(await waitForUrl(`http://127.0.0.1:${port}/health`, 30_000, ready.signal)))
      throw new Error(`port ${port} is not ready`)
  }
  return {
    store,
    otlpUrl: `http://127.0.0.1:${otlpPort}`,
    pids: { store: storePid(store.dataDir), ingest: ingest.pid ?? 0, worker: worker.pid ?? 0 },
    async stopIngestAndWorker() {
      await Promise.all([end(ingest), end(worker)])
    },
    async stop() {
      await Promise.all([end(ingest), end(worker)])
      await store.stop()
    },
  }
}

function storePid(dataDir: string): number {
  const state: { pid: number } = JSON.parse(readFileSync(join(dataDir, 'store.json'), 'utf8'))
  return state.pid
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}
