import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
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

export default function RootLayout({ children }: { children: ReactNode }) {
  // The script sets data attributes on <html> before hydration: React must not compare them.
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* oxlint-disable-next-line next/no-sync-scripts -- it must run before the first paint, or the theme flashes */}
        <script src="/apply-preferences.js" />
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}
