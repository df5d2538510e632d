import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { nonceHeader } from '#lib/server/content-security-policy.ts'
import { Providers } from './providers.tsx'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Tachograph', template: '%s · Tachograph' },
  description: 'Every step of your AI agents, what it cost, who pays, and what went wrong.',
  icons: '/icon.svg',
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fafbfc' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1216' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get(nonceHeader) ?? undefined
  // The script sets data attributes on <html> before hydration: React must not compare them.
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* oxlint-disable-next-line next/no-sync-scripts -- it must run before the first paint, or the theme flashes */}
        <script src="/apply-preferences.js" nonce={nonce} suppressHydrationWarning />
      </head>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  )
}
