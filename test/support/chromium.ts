import { chromium, type Browser } from '@playwright/test'
import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** Chromium without a window: a page costs it two thirds of the processor time. */
const shell = 'chromium-headless-shell'
const whole = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

type Wanted = {
  /** The browser that people have, for what is measured of it. */
  isWhole?: boolean
}

/**
 * Path of a Chromium: TACHO_CHROMIUM, one on the PATH, Playwright's own download, else one of Debian's packages.
 * Throws with everything that was tried when none can be had.
 */
export async function findChromium({ isWhole = false }: Wanted = {}): Promise<string> {
  const names = isWhole ? whole : [shell, ...whole]
  const tried: string[] = []
  const wanted = process.env['TACHO_CHROMIUM']
  if (wanted !== undefined) {
    if (isExecutable(wanted)) return wanted
    tried.push(`TACHO_CHROMIUM=${wanted}: no such program`)
  }
  const found = onPath(names) ?? playwrightsOwn()
  if (found !== null) return found
  tried.push(`none of ${names.join(', ')} on the PATH`)
  tried.push(
    await attempt('Playwright’s download', join('node_modules', '.bin', 'playwright'), ['install', 'chromium']),
  )
  const downloaded = playwrightsOwn()
  if (downloaded !== null) return downloaded
  tried.push(await attempt('apt-get update', 'apt-get', ['update']))
  for (const name of isWhole ? ['chromium'] : [shell, 'chromium']) {
    tried.push(await attempt(`Debian’s package ${name}`, 'apt-get', ['install', '-y', '--no-install-recommends', name]))
    const installed = onPath(names)
    if (installed !== null) return installed
  }
  throw new Error(`No Chromium for the browser tests. Install one, or set TACHO_CHROMIUM. Tried: ${tried.join('; ')}`)
}

/** A headless browser that asks nobody outside. */
export async function launchChromium(wanted: Wanted = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: await findChromium(wanted),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

function onPath(names: readonly string[]): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(':')) {
    for (const name of names) if (isExecutable(join(folder, name))) return join(folder, name)
  }
  return null
}

function playwrightsOwn(): string | null {
  const path = chromium.executablePath()
  return existsSync(path) ? path : null
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false // Not there, or not a program: the next place is tried.
  }
}

async function attempt(what: string, command: string, args: string[]): Promise<string> {
  try {
    await run(command, args, { timeout: 240_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    return `${what}: done`
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n').at(0) ?? '') : String(error)
    return `${what}: ${message.slice(0, 200)}`
  }
}
