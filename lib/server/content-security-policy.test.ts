import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { contentSecurityPolicy, newNonce, toasterStyleHash } from './content-security-policy.ts'

const policy = (change: Partial<Parameters<typeof contentSecurityPolicy>[0]> = {}) =>
  contentSecurityPolicy({ nonce: 'n', overTls: false, isDevelopment: false, ...change })

test('lets no script run that is inline, evaluated or from elsewhere', () => {
  expect(policy()).toContain("script-src 'self' 'nonce-n' 'strict-dynamic';")
  expect(policy()).not.toContain('unsafe-eval')
  // Styles of attributes are all that is inline.
  expect(policy().match(/[\w-]+ 'unsafe-inline'/g)).toEqual(["style-src-attr 'unsafe-inline'"])
  for (const directive of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "connect-src 'self'"]) {
    expect(policy()).toContain(directive)
  }
  expect(policy()).not.toContain('*')
})

test('asks for TLS where there is TLS', () => {
  expect(policy()).not.toContain('upgrade-insecure-requests')
  expect(policy({ overTls: true })).toContain('upgrade-insecure-requests')
})

test('makes 128-bit nonces that Next accepts, none of them twice', () => {
  const nonces = Array.from({ length: 10_000 }, newNonce)
  expect(new Set(nonces).size).toBe(10_000)
  for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/)
})

test('knows the style sheet of the toaster', () => {
  const folder = dirname(createRequire(import.meta.url).resolve('sonner'))
  const [, literal = ''] = /^__insertCSS\((".*")\)/m.exec(readFileSync(join(folder, 'index.mjs'), 'utf8')) ?? []
  const style: unknown = JSON.parse(literal)
  expect(createHash('sha256').update(String(style)).digest('base64')).toBe(toasterStyleHash)
})
