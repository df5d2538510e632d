'use client'

import { useSyncExternalStore } from 'react'

/** The reader's zone; UTC on the server and while the page takes over from it, so that both draw the same. */
export function useTimeZone(): string {
  return useSyncExternalStore(
    () => () => {},
    () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  )
}
