import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { takeProcessLock } from '#lib/server/process-lock.ts'

/** Folders and files that the web build depends on. */
const sources = [
  'app',
  'components',
  'lib',
  'clickhouse',
  'public',
  'next.config.ts',
  'proxy.ts',
  'instrumentation.ts',
  'package-lock.json',
]

type Build = {
  root: string
  distFolder: string
  env: NodeJS.ProcessEnv
  signal: AbortSignal
  /** Called before a build that takes its time. */
  onBuild: () => void
}

/**
 * Builds the UI unless the build is of these sources. Of several processes in one folder one builds, the others
 * wait for it. Resolves to null, or to what the build printed when it failed.
 */
export async function buildWeb(build: Build): Promise<string | null> {
  const { root, distFolder, signal } = build
  while (!signal.aborted && needsWebBuild(root, distFolder)) {
    const lock = takeProcessLock(join(root, `${distFolder}.lock`))
    if ('heldBy' in lock) {
      await sleep(200)
      continue
    }
    try {
      if (!needsWebBuild(root, distFolder)) return null
      build.onBuild()
      const { code, printed } = await runBuild(build)
      if (code !== 0) return signal.aborted ? null : printed
      markWebBuilt(root, distFolder)
    } finally {
      lock.release()
    }
  }
  return null
}

async function runBuild({ root, env, signal }: Build): Promise<{ code: number | null; printed: string }> {
  const printed: string[] = []
  const code = await new Promise<number | null>((done) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    })
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => printed.push(chunk.toString()))
    child.once('error', () => done(null))
    child.once('close', done)
  })
  return { code, printed: printed.join('') }
}

/** True when there is no build, or one of other sources. */
function needsWebBuild(root: string, distFolder: string): boolean {
  if (!existsSync(join(root, distFolder, 'BUILD_ID'))) return true
  const stamp = stampFile(root, distFolder)
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== sourceFingerprint(root)
}

/** Remembers which sources the build is of. */
function markWebBuilt(root: string, distFolder: string): void {
  writeFileSync(stampFile(root, distFolder), sourceFingerprint(root))
}

function stampFile(root: string, distFolder: string): string {
  return join(root, distFolder, 'sources.sha256')
}

/** Names, sizes and times of all sources: reading 500 of them takes some ten milliseconds. */
function sourceFingerprint(root: string): string {
  const hash = createHash('sha256')
  const open = sources.map((name) => join(root, name)).filter((path) => existsSync(path))
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const stat = statSync(path)
    if (stat.isDirectory()) for (const name of readdirSync(path).toSorted()) open.push(join(path, name))
    else if (!/\.test\.tsx?$|\.md$/.test(path)) hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`)
  }
  return hash.digest('hex')
}
