import type { ReactNode } from 'react'
import { ShareClosedProvider } from '#components/export/share-closed-context.tsx'
import { prefetchSharedRun } from '#lib/server/prefetch-run.ts'

type ShareLayoutProps = { params: Promise<{ token: string }>; children: ReactNode }

/** Tells the 404 page, which knows nothing of the address, what became of the link. */
export default async function ShareLayout({ params, children }: ShareLayoutProps) {
  const { token } = await params
  const { state } = await prefetchSharedRun(token)
  return <ShareClosedProvider closed={state === 'closed'}>{children}</ShareClosedProvider>
}
