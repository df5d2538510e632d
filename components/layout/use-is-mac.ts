'use client'

import { useSyncExternalStore } from 'react'

/** Decides how ⌘ is written; false on the server. */
export function useIsMac(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => /Mac|iPhone|iPad/.test(navigator.userAgent),
    () => false,
  )
}
