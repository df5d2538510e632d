'use client'

import { useSyncExternalStore } from 'react'
import { z } from 'zod'

/** What a person likes, kept in this browser. public/apply-preferences.js reads the same key before the first paint. */
export const Preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  density: z.enum(['compact', 'comfortable']).catch('compact'),
  navCollapsed: z.boolean().catch(false),
  /** Lists ask for what is new by themselves. */
  live: z.boolean().catch(true),
  /** The charts above lists. */
  charts: z.boolean().catch(true),
  /** Filters with counts beside lists, and which of them are folded. */
  facets: z.boolean().catch(true),
  closedFacets: z.array(z.string()).catch(['agentVersion', 'user', 'session', 'tag', 'dialect', 'costStatus']),
})
export type Preferences = z.infer<typeof Preferences>

const storageKey = 'tacho.preferences'
const defaults = Preferences.parse({})
const listeners = new Set<() => void>()
let cached: { text: string | null; preferences: Preferences } = { text: null, preferences: defaults }

export function usePreferences(): [Preferences, (change: Partial<Preferences>) => void] {
  const preferences = useSyncExternalStore(subscribe, read, () => defaults)
  return [preferences, write]
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

function read(): Preferences {
  const text = storedText()
  if (text !== cached.text) cached = { text, preferences: parse(text) }
  return cached.preferences
}

/** Null where the browser forbids storage: preferences then last as long as the page. */
function storedText(): string | null {
  try {
    return window.localStorage.getItem(storageKey)
  } catch {
    return cached.text
  }
}

function parse(text: string | null): Preferences {
  if (text === null) return defaults
  try {
    return Preferences.parse(JSON.parse(text))
  } catch {
    return defaults
  }
}

function write(change: Partial<Preferences>): void {
  const preferences = { ...read(), ...change }
  const text = JSON.stringify(preferences)
  cached = { text, preferences }
  try {
    window.localStorage.setItem(storageKey, text)
  } catch {
    // Storage is full or forbidden: the choice holds for this page only.
  }
  applyToDocument(preferences)
  for (const listener of listeners) listener()
}

function applyToDocument({ theme, density, navCollapsed, charts }: Preferences): void {
  const { dataset } = document.documentElement
  dataset.theme = theme
  dataset.density = density
  dataset.nav = navCollapsed ? 'icons' : 'full'
  dataset.charts = charts ? 'shown' : 'hidden'
}
