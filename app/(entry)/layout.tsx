import type { Metadata } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'

/** Links with tokens lead here: they go no further. */
export const metadata: Metadata = { referrer: 'no-referrer', robots: { index: false, follow: false } }

/** Pages for whoever comes, made for each request; none of them asks the store before it is shown. */
export default async function EntryLayout({ children }: { children: ReactNode }) {
  await connection()
  return children
}
