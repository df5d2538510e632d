import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '#lib/server/env.ts'

type Settings = Pick<Env, 'TACHO_DATA_DIR' | 'TACHO_PUBLIC_URL' | 'PORT'>

/** Where people open the UI, as far as the settings say; without a slash at its end. */
export function uiUrl({ TACHO_PUBLIC_URL, PORT }: Settings): string {
  return (TACHO_PUBLIC_URL ?? `http://localhost:${PORT}`).replace(/\/$/, '')
}

/** Keeps it beside the data, for commands in another terminal that know nothing of the port. */
export function noteUiUrl(settings: Settings): void {
  writeFileSync(noteFile(settings), `${uiUrl(settings)}\n`)
}

/** Where the UI was started last on these data, unless the settings name an address; what they say where none was noted. */
export function notedUiUrl(settings: Settings, isNamed: boolean): string {
  if (isNamed) return uiUrl(settings)
  try {
    return readFileSync(noteFile(settings), 'utf8').trim()
  } catch {
    return uiUrl(settings) // No folder of data on this machine, or nothing was started on it.
  }
}

function noteFile({ TACHO_DATA_DIR }: Settings): string {
  return join(TACHO_DATA_DIR, 'ui-url')
}
