import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

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

/** True when there is no build, or one of other sources. */
export function needsWebBuild(root: string, distFolder: string): boolean {
  if (!existsSync(join(root, distFolder, 'BUILD_ID'))) return true
  const stamp = stampFile(root, distFolder)
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== sourceFingerprint(root)
}

/** Remembers which sources the build is of. */
export function markWebBuilt(root: string, distFolder: string): void {
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
