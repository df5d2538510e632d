import type { NextConfig } from 'next'

const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
]

const config: NextConfig = {
  poweredByHeader: false,
  agentRules: false,
  // For images: the server with only the packages that it uses.
  ...(process.env['NEXT_OUTPUT'] === 'standalone' ? { output: 'standalone' as const } : {}),
  // Run as they are: pino opens files and streams of its own, the client speaks Node's http.
  serverExternalPackages: ['pino', '@clickhouse/client'],
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
}

export default config
