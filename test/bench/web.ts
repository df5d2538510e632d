import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { findFreePort } from '#lib/cli/supervise/ports.ts'
import { waitForUrl } from '#lib/cli/supervise/wait-for.ts'
import { buildWeb } from '#lib/cli/supervise/web-build.ts'

export type BenchWeb = { url: string; pid: number; stop(): Promise<void> }

const root = join(import.meta.dirname, '../..')
const next = join(root, 'node_modules/next/dist/bin/next')
const onBuild = (): void => console.error('building the UI')

/** The web process as `npm start` runs it: the production build, made where it is missing or old. */
export async function startWeb(dataDir: string): Promise<BenchWeb> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    TACHO_DATA_DIR: dataDir,
    TACHO_LOG_LEVEL: 'warn',
    TACHO_SUPERVISED: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: 'production',
  }
  const failure = await buildWeb({ root, distFolder: '.next', env, signal: AbortSignal.timeout(600_000), onBuild })
  if (failure !== null) throw new Error(`the web build failed:\n${failure}`)
  const port = await findFreePort()
  const web = spawn(process.execPath, [next, 'start', root, '-H', '127.0.0.1', '-p', String(port)], {
    env,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  if (!(await waitForUrl(`${url}/health`, 60_000, new AbortController().signal)))
    throw new Error('the web is not ready')
  return {
    url,
    pid: web.pid ?? 0,
    async stop() {
      const exited = once(web, 'exit')
      web.kill('SIGTERM')
      await exited
    },
  }
}
