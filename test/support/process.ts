import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export type IngestProcess = {
  url: string
  /** Host and port of the gRPC listener. */
  grpcAddress: string
  pid: number
  /** Everything printed so far. */
  output: () => string
  /** SIGTERM; resolves with the exit code. */
  stop: () => Promise<number | null>
  /** SIGKILL: no chance to clean up. */
  kill: () => Promise<void>
}

const main = join(import.meta.dirname, '../../ingest/main.ts')

/** Ingest as users start it, on a free port, in front of the store of `env.TACHO_DATA_DIR`. */
export async function startIngestProcess(env: Record<string, string>): Promise<IngestProcess> {
  const child = spawnIngest(env)
  const printed = collect(child)
  const exited = once(child, 'exit')
  const { url, grpcAddress } = await readyAddresses(child, printed)
  return {
    url,
    grpcAddress,
    pid: child.pid ?? 0,
    output: () => printed.text,
    stop: async () => {
      child.kill('SIGTERM')
      await exited
      return child.exitCode
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** For starts that are expected to fail: the exit code and what was printed. */
export async function runIngestToExit(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = spawnIngest(env)
  const printed = collect(child)
  await once(child, 'exit')
  return { code: child.exitCode, output: printed.text }
}

type Child = ReturnType<typeof spawnIngest>

function spawnIngest(env: Record<string, string>) {
  return spawn(process.execPath, [main], {
    // Supervised: it ends with this process, should a test run be broken off.
    env: {
      ...process.env,
      OTLP_HTTP_PORT: '0',
      OTLP_GRPC_PORT: '0',
      TACHO_SUPERVISED: '1',
      TACHO_LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

function collect(child: Child): { text: string } {
  const printed = { text: '' }
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed.text += chunk.toString()
    })
  }
  return printed
}

async function readyAddresses(child: Child, printed: { text: string }): Promise<{ url: string; grpcAddress: string }> {
  for (;;) {
    const [, url, grpcAddress] = /ingest ready http=(\S+) grpc=(\S+)/.exec(printed.text) ?? []
    if (url !== undefined && grpcAddress !== undefined) return { url, grpcAddress }
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`ingest did not start: ${printed.text}`)
    await sleep(20)
  }
}
