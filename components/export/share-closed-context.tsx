'use client'

import { createContext, use, type ReactNode } from 'react'

const ShareClosedContext = createContext(false)

/** Around the pages of a shared link: whether the link was ours and has been closed. */
export function ShareClosedProvider({ closed, children }: { closed: boolean; children: ReactNode }) {
  return <ShareClosedContext value={closed}>{children}</ShareClosedContext>
}

export function useIsShareClosed(): boolean {
  return use(ShareClosedContext)
}
