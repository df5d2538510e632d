import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { notedUiUrl, noteUiUrl } from './ui-url.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tacho-ui-url-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

describe('the address of the UI in another terminal', () => {
  const settings = (more: { PORT?: number; TACHO_PUBLIC_URL?: string } = {}) => ({
    TACHO_DATA_DIR: dataDir,
    TACHO_PUBLIC_URL: undefined,
    PORT: 3000,
    ...more,
  })

  it('is the one it was started with', () => {
    noteUiUrl(settings({ PORT: 4100 }))
    expect(notedUiUrl(settings(), false)).toBe('http://localhost:4100')
    noteUiUrl(settings({ TACHO_PUBLIC_URL: 'https://tacho.example.com/' }))
    expect(notedUiUrl(settings(), false)).toBe('https://tacho.example.com')
  })

  it('is the one that the settings name, or would take', () => {
    expect(notedUiUrl(settings(), false)).toBe('http://localhost:3000')
    noteUiUrl(settings({ PORT: 4100 }))
    expect(notedUiUrl(settings({ PORT: 4200 }), true)).toBe('http://localhost:4200')
  })
})
