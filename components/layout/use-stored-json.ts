'use client'

import { useMemo } from 'react'
import type { z } from 'zod'
import { useStoredText } from './use-stored-text.ts'

/** A value kept in this browser; `schema` and `fallback` must be constants. What does not parse is the fallback. */
export function useStoredJson<T>(name: string, schema: z.ZodType<T>, fallback: T): [T, (next: T) => void] {
  const [text, setText] = useStoredText(name)
  const value = useMemo(() => parse(text, schema, fallback), [text, schema, fallback])
  return [value, (next) => setText(JSON.stringify(next))]
}

function parse<T>(text: string | null, schema: z.ZodType<T>, fallback: T): T {
  if (text === null) return fallback
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return fallback
  }
}
