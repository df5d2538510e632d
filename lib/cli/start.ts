import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '#clickhouse/client.ts'
import { connectionSource } from '#clickhouse/connection.ts'
import { paths } from '#lib/paths.ts'
import { createConsoleLink, isNew } from '#lib/server/access/owner.ts'
import { EnvError, readEnv, type Env } from '#lib/server/env.ts'
import { readableLine } from '#lib/server/log.ts'
import { superviseChild, type ChildSpec, type SupervisedChild } from './supervise/child.ts'
import { findFreePort, whyPortIsUnusable } from './supervise/ports.ts'
import { waitForUrl } from './supervise/wait-for.ts'
import { buildWeb } from './supervise/web-build.ts'
import { noteUiUrl, uiUrl } from './ui-url.ts'

/** Something a person must put right; printed as one sentence, without a stack. */
class StartError extends Error {}

const root = fileURLToPath(new URL('../../', import.meta.url))
const distFolder = '.next'
const readyTimeoutMs = 60_000
const drainGraceMs = 20_000

const children: SupervisedChild[] = []
const stopping = new AbortController()

process.once('SIGINT', () => void stopAll(0))
process.once('SIGTERM', () => void stopAll(0))

try {
  await start()
} catch (error) {
  if (!(error instanceof StartError || error instanceof EnvError)) throw error
  if (!stopping.signal.aborted) console.error(`\n${error.message}`)
  await stopAll(1)
}

async function start(): Promise<void> {
  requireNode()
  const env = readEnv()
  await requireFreePorts(env)
  const workerPort = process.env['TACHO_WORKER_PORT'] ?? String(await findFreePort())
  const childEnv: NodeJS.ProcessEnv = {
    ...process.env,
    TACHO_DATA_DIR: resolve(env.TACHO_DATA_DIR),
    TACHO_WORKER_PORT: workerPort,
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: 'production',
    // Compiled code is kept from start to start: without it each process loads Node's TypeScript compiler and holds 15 to 40 MiB more.
    NODE_COMPILE_CACHE: resolve(process.env['NODE_COMPILE_CACHE'] ?? join(root, 'node_modules/.cache/compiled')),
  }
  await Promise.all([startStore(env, childEnv), requireWebBuild(childEnv)])
  if (stopping.signal.aborted) return
  launch({ name: 'ingest', command: process.execPath, args: [join(root, 'ingest/main.ts')], env: childEnv })
  launch({ name: 'worker', command: process.execPath, args: [join(root, 'ingest/worker.ts')], env: childEnv })
  launch({ name: 'web', command: process.execPath, args: webArguments(env), env: childEnv })
  const urls = [
    `http://${loopback(env.HOST)}:${env.OTLP_HTTP_PORT}/health`,
    `http://127.0.0.1:${workerPort}/health`,
    `http://127.0.0.1:${env.PORT}/health`,
  ]
  const ready = await Promise.all(urls.map((url) => waitForUrl(url, readyTimeoutMs, stopping.signal)))
  if (stopping.signal.aborted) return
  for (const [index, url] of urls.entries()) {
    if (ready[index] !== true) throw new StartError(`${url} did not become ready within a minute: see the lines above.`)
  }
  if (env.CLICKHOUSE_URL === undefined) noteUiUrl(env)
  printBanner(env, await entryLink(env))
}

/** While nobody has an account: the link by which whoever reads this terminal makes the first. */
async function entryLink(env: Env): Promise<string | null> {
  if (env.TACHO_AUTH === 'off') return null
  const db = openDatabase(connectionSource(env))
  try {
    if (!(await isNew(db))) return null
    return uiUrl(env) + paths.setUpLink(await createConsoleLink(db, new Date()))
  } finally {
    await db.close()
  }
}

function requireNode(): void {
  const major = Number(process.versions.node.split('.')[0])
  if (major >= 24) return
  throw new StartError(
    `This is Node ${process.versions.node}, and Tachograph needs 24. On Linux "npm install" brings it along: run "npm install" without --omit=optional. Elsewhere install Node 24.`,
  )
}

async function requireFreePorts(env: Env): Promise<void> {
  for (const [variable, host, port] of [
    ['PORT', '127.0.0.1', env.PORT],
    ['OTLP_HTTP_PORT', env.HOST, env.OTLP_HTTP_PORT],
    ['OTLP_GRPC_PORT', env.HOST, env.OTLP_GRPC_PORT],
  ] as const) {
    const problem = await whyPortIsUnusable(host, port)
    if (problem !== null)
      throw new StartError(
        `${capitalised(problem)}: stop it, or choose another with ${variable}=${port + 1000} npm start.`,
      )
  }
}

/** Starts the embedded engine and waits for it; with CLICKHOUSE_URL only asks whether that server answers. */
async function startStore(env: Env, childEnv: NodeJS.ProcessEnv): Promise<void> {
  if (env.CLICKHOUSE_URL !== undefined) {
    const url = new URL(env.CLICKHOUSE_URL)
    if (await waitForUrl(new URL('/ping', url.origin).href, 5_000, stopping.signal)) return
    throw new StartError(
      `CLICKHOUSE_URL ${url.origin} does not answer: start that server, correct the URL, or unset it to use the embedded engine.`,
    )
  }
  const refused = new AbortController()
  const store = launch(
    { name: 'store', command: process.execPath, args: [join(root, 'clickhouse/embedded/main.ts')], env: childEnv },
    () => refused.abort(),
  )
  const stateFile = join(resolve(env.TACHO_DATA_DIR), 'store.json')
  const startedAt = Date.now()
  while (Date.now() - startedAt < readyTimeoutMs && !stopping.signal.aborted) {
    if (refused.signal.aborted) throw new StartError('The store could not be opened: see the line above.')
    const url = storeUrl(stateFile, store.pid())
    if (url !== null && (await waitForUrl(`${url}/ping`, 1_000, stopping.signal))) return
    await sleep(30)
  }
  throw new StartError('The store did not become ready within a minute: see the lines above.')
}

/** Address in the state file; null while the file is missing or of another process. */
function storeUrl(stateFile: string, pid: number | null): string | null {
  try {
    const state: unknown = JSON.parse(readFileSync(stateFile, 'utf8'))
    if (typeof state !== 'object' || state === null || !('url' in state) || !('pid' in state)) return null
    if (typeof state.url !== 'string' || state.pid !== pid) return null
    return state.url.replace(/\/$/, '')
  } catch {
    return null // Missing or half written: asked again until the time is up.
  }
}

async function requireWebBuild(env: NodeJS.ProcessEnv): Promise<void> {
  const failure = await buildWeb({
    root,
    distFolder,
    env,
    signal: stopping.signal,
    onBuild: () => print('start  building the UI (once; takes a minute)'),
  })
  if (failure !== null) throw new StartError(`${failure}\nThe UI could not be built: see the lines above.`)
}

function webArguments(env: Env): string[] {
  return [join(root, 'node_modules/next/dist/bin/next'), 'start', root, '-H', '127.0.0.1', '-p', String(env.PORT)]
}

function launch(spec: ChildSpec, onRefused: () => void = () => void stopAll(1)): SupervisedChild {
  const child = superviseChild(spec, (line) => print(readable(line)), onRefused)
  children.push(child)
  return child
}

/** Ends in the order of the data: senders first, the store last. */
async function stopAll(code: number): Promise<void> {
  if (stopping.signal.aborted) return
  stopping.abort()
  for (const name of ['ingest', 'worker', 'web', 'store']) {
    for (const child of children.filter((each) => each.name === name)) await child.stop(drainGraceMs)
  }
  process.exit(code)
}

function printBanner(env: Env, link: string | null): void {
  const otlp = `http://${loopback(env.HOST)}:${env.OTLP_HTTP_PORT}`
  const grpc = `http://${loopback(env.HOST)}:${env.OTLP_GRPC_PORT}`
  print(`
  Tachograph is ready.

  UI             ${link ?? uiUrl(env)}
  OTLP/HTTP      ${otlp}
  OTLP/gRPC      ${grpc}

${link === null ? '' : '  The link makes you the owner: it works once, for 15 minutes (another: npm run admin -- link).\n\n'}  Point an instrumented agent at it:

    export OTEL_EXPORTER_OTLP_ENDPOINT=${otlp}
    export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf

  No agent at hand? In another terminal: npm run demo
`)
}

function readable(line: string): string {
  const json = line.indexOf('{"level"')
  return json === -1 ? line : readableLine(line.slice(json))
}

function print(line: string): void {
  console.log(line)
}

function loopback(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
