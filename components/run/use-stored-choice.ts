'use client'

import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
/** What was chosen on this page, for browsers that forbid storage. */
const chosen = new Map<string, string>()

/** One of a few words, remembered in this browser. */
export function useStoredChoice<T extends string>(
  name: string,
  options: readonly T[],
  fallback: T,
): [T, (choice: T) => void] {
  const stored = useSyncExternalStore(
    subscribe,
    () => readStored(name),
    () => null,
  )
  const choice = options.find((option) => option === stored) ?? fallback
  return [choice, (next) => writeStored(name, next)]
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

function readStored(name: string): string | null {
  try {
    return window.localStorage.getItem(`tacho.${name}`)
  } catch {
    return chosen.get(name) ?? null
  }
}

function writeStored(name: string, choice: string): void {
  chosen.set(name, choice)
  try {
    window.localStorage.setItem(`tacho.${name}`, choice)
  } catch {
    // Storage is full or forbidden: the choice holds for this page only.
  }
  for (const listener of listeners) listener()
}
