'use client'

import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { ReactNode } from 'react'
import { SignedOutWatch } from '#components/access/entry/signed-out-watch.tsx'
import { createQueryClient } from '#lib/api/query-client.ts'
import { Toaster } from '#components/ui/toaster.tsx'
import { TooltipProvider } from '#components/ui/tooltip.tsx'

let browserClient: QueryClient | undefined

/** On the server a client per request (data of two readers never meets), in the browser one for the tab. */
function queryClient(): QueryClient {
  if (typeof window === 'undefined') return createQueryClient()
  browserClient ??= createQueryClient()
  return browserClient
}

type ProvidersProps = { nonce: string | undefined; children: ReactNode }

export function Providers({ nonce, children }: ProvidersProps) {
  return (
    <CSPProvider nonce={nonce}>
      <QueryClientProvider client={queryClient()}>
        <NuqsAdapter>
          <TooltipProvider>{children}</TooltipProvider>
          <Toaster />
          <SignedOutWatch />
        </NuqsAdapter>
      </QueryClientProvider>
    </CSPProvider>
  )
}
