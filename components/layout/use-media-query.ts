'use client'

import { useSyncExternalStore } from 'react'

/** Whether a media query holds; false on the server. */
function useMediaQuery(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => window.matchMedia(query).matches,
    () => false,
  )
}

/** Phones: the navigation is a drawer, tables show their first columns. Same as --breakpoint-narrow. */
export function useIsNarrow(): boolean {
  return useMediaQuery('(width < 700px)')
}

/** Side panels become sheets. Same as --breakpoint-wide. */
export function useIsMedium(): boolean {
  return useMediaQuery('(width < 1100px)')
}
