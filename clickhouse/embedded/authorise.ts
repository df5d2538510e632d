import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { EngineError } from './engine-error.ts'

export type Credentials = { username: string; password: string }

/**
 * A web page must not reach the store: pages send an Origin with every POST, and a name that
 * was rebound to 127.0.0.1 shows in Host.
 */
export function refuseForeignCaller(request: IncomingMessage, port: number): void {
  const host = request.headers.host ?? ''
  const ours = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]
  if (!ours.includes(host.toLowerCase()))
    throw new EngineError(497, 'ACCESS_DENIED', `The Host header ${JSON.stringify(host)} is not this store's`)
  if (request.headers.origin !== undefined)
    throw new EngineError(497, 'ACCESS_DENIED', 'Requests of web pages (with an Origin header) are refused')
}

export function authenticate(request: IncomingMessage, url: URLSearchParams, expected: Credentials): void {
  const sent = credentialsOf(request, url)
  if (sent === null) throw new EngineError(194, 'REQUIRED_PASSWORD', 'Authentication is required')
  const isUser = isEqual(sent.username, expected.username)
  const isPassword = isEqual(sent.password, expected.password)
  if (!isUser || !isPassword)
    throw new EngineError(
      516,
      'AUTHENTICATION_FAILED',
      'Authentication failed: password is incorrect, or there is no user with such name.',
    )
}

function credentialsOf(request: IncomingMessage, url: URLSearchParams): Credentials | null {
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (basic !== undefined) {
    const text = Buffer.from(basic, 'base64').toString('utf8')
    const colon = text.indexOf(':')
    return { username: text.slice(0, colon), password: text.slice(colon + 1) }
  }
  const user = request.headers['x-clickhouse-user'] ?? url.get('user')
  const key = request.headers['x-clickhouse-key'] ?? url.get('password')
  return typeof user === 'string' && typeof key === 'string' ? { username: user, password: key } : null
}

/** Digests have one length, so the comparison takes one time. */
function isEqual(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}
