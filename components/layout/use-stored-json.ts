'use client'

import { useMemo, useSyncExternalStore } from 'react'
import type { z } from 'zod'

const listeners = new Set<() => void>()
/** What was written on this page, for browsers that forbid storage. */
const written = new Map<string, string>()

/** A value kept in this browser; `schema` and `fallback` must be constants. What does not parse is the fallback. */
export function useStoredJson<T>(name: string, schema: z.ZodType<T>, fallback: T): [T, (next: T) => void] {
  const text = useSyncExternalStore(
    subscribe,
    () => readText(name),
    () => null,
  )
  const value = useMemo(() => parse(text, schema, fallback), [text, schema, fallback])
  return [value, (next) => writeText(name, JSON.stringify(next))]
}

function parse<T>(text: string | null, schema: z.ZodType<T>, fallback: T): T {
  if (text === null) return fallback
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return fallback
  }
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
