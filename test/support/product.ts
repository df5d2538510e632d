import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '#lib/cli/supervise/ports.ts'

/** The whole product as `npm start` runs it, on free ports and a data folder of its own. */
export type Product = {
  uiUrl: string
  otlpUrl: string
  /** Host and port of the gRPC listener. */
  grpcAddress: string
  dataDir: string
  /** Everything printed so far. */
  output(): string
  /** Ends it as Ctrl-C does; resolves to the exit code. */
  stop(): Promise<number | null>
  /** Pid of the process that supervises the others. */
  pid: number
}

/** The first start builds the UI. */
const readyTimeoutMs = 360_000

/** Starts the product and waits for its banner; `env` adds to or overrides the variables. */
export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const [uiPort, otlpPort, grpcPort] = [await findFreePort(), await findFreePort(), await findFreePort()]
  const ownFolder = env['TACHO_DATA_DIR'] === undefined
  const dataDir = env['TACHO_DATA_DIR'] ?? (await mkdtemp(join(tmpdir(), 'tacho-product-')))
  const child = spawn(process.execPath, ['lib/cli/start.ts'], {
    env: {
      ...process.env,
      PORT: String(uiPort),
      OTLP_HTTP_PORT: String(otlpPort),
      OTLP_GRPC_PORT: String(grpcPort),
      TACHO_DATA_DIR: dataDir,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => printed.push(chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  await bannerOf(child, printed, ended)
  return {
    uiUrl: `http://127.0.0.1:${uiPort}`,
    otlpUrl: `http://127.0.0.1:${otlpPort}`,
    grpcAddress: `127.0.0.1:${grpcPort}`,
    dataDir,
    pid: child.pid ?? 0,
    output: () => printed.join(''),
    async stop() {
      child.kill('SIGINT')
      const code = await ended
      if (ownFolder) await rm(dataDir, { recursive: true, force: true })
      return code
    },
  }
}

async function bannerOf(child: ChildProcess, printed: string[], ended: Promise<number | null>): Promise<void> {
  const ready = new Promise<void>((resolve) => {
    child.stdout?.on('data', () => {
      if (printed.join('').includes('Tachograph is ready')) resolve()
    })
  })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`not ready after ${readyTimeoutMs} ms:\n${printed.join('')}`)),
      readyTimeoutMs,
    )
  })
  const early = ended.then((code) => {
    throw new Error(`ended with ${code} before it was ready:\n${printed.join('')}`)
  })
  try {
    await Promise.race([ready, early, late])
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  } finally {
    clearTimeout(timer)
  }
}
