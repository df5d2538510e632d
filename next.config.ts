import type { NextConfig } from 'next'

/** Of every answer, files and errors too; the policy of what a page may run is made anew for each by proxy.ts. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
]

/** Whoever has a shared link has the run: no search engine, cache or other site may get to know it. */
const sharedHeaders = [
  { key: 'X-Robots-Tag', value: 'noindex, nofollow' },
  { key: 'Referrer-Policy', value: 'no-referrer' },
]

const config: NextConfig = {
  poweredByHeader: false,
  agentRules: false,
  // For images: the server with only the packages that it uses.
  ...(process.env['NEXT_OUTPUT'] === 'standalone' ? { output: 'standalone' as const } : {}),
  // Run as they are: pino opens files and streams of its own, the client speaks Node's http, argon2 is native.
  serverExternalPackages: ['pino', '@clickhouse/client', '@node-rs/argon2', '@zxcvbn-ts/language-common'],
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    { source: '/share/:path*', headers: sharedHeaders },
    { source: '/api/v1/share/:path*', headers: sharedHeaders },
  ],
}

export default config
