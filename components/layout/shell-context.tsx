'use client'

import { createContext, use } from 'react'

export type ShellOverlay = 'nav' | 'palette' | 'shortcuts' | null

type Shell = {
  project: string
  /** The one thing that lies over the page. */
  overlay: ShellOverlay
  setOverlay: (overlay: ShellOverlay) => void
}

export const ShellContext = createContext<Shell | null>(null)

export function useShell(): Shell {
  const shell = use(ShellContext)
  if (shell === null) throw new Error('useShell is only for components inside AppShell')
  return shell
}
