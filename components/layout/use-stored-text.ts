'use client'

import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
/** What was written on this page, for browsers that forbid storage. */
const written = new Map<string, string>()

/** A text kept in this browser under a name; null while there is none, and on the server. */
export function useStoredText(name: string): [string | null, (next: string) => void] {
  const text = useSyncExternalStore(
    subscribe,
    () => readText(name),
    () => null,
  )
  return [text, (next) => writeText(name, next)]
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

function readText(name: string): string | null {
  try {
    return window.localStorage.getItem(`tacho.${name}`)
  } catch {
    return written.get(name) ?? null
  }
}

function writeText(name: string, text: string): void {
  written.set(name, text)
  try {
    window.localStorage.setItem(`tacho.${name}`, text)
  } catch {
    // Storage is full or forbidden: the choice holds for this page only.
  }
  for (const listener of listeners) listener()
}
