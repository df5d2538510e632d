'use client'

import { useStoredText } from '#components/layout/use-stored-text.ts'

/** One of a few words, remembered in this browser. */
export function useStoredChoice<T extends string>(
  name: string,
  options: readonly T[],
  fallback: T,
): [T, (choice: T) => void] {
  const [stored, setStored] = useStoredText(name)
  return [options.find((option) => option === stored) ?? fallback, setStored]
}
