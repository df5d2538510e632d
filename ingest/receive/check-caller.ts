import type { IncomingHttpHeaders } from 'node:http'
import { isLoopback, type Env } from '#lib/server/env.ts'
import { RequestError } from './request-error.ts'

/**
 * Keeps web pages out of a receiver that asks for no key: a page that rebinds its name to
 * 127.0.0.1 gives itself away by Host, any other page by Origin.
 */
export function checkCaller(headers: Pick<IncomingHttpHeaders, 'host' | 'origin'>, env: Env): void {
  if (env.TACHO_AUTH !== 'required' && !isAllowedHost(headers.host ?? '', env)) {
    throw new RequestError(
      403,
      'bad_host',
      'the Host header is not an address of this receiver: add the name to TACHO_ALLOWED_HOSTS',
    )
  }
  if (headers.origin !== undefined && !env.TACHO_CORS_ORIGINS.includes(headers.origin)) {
    throw new RequestError(
      403,
      'bad_origin',
      'web pages of this origin may not send: add the origin to TACHO_CORS_ORIGINS',
    )
  }
}

/** Headers that let an allowed web page read the answer; none for others. */
export function corsHeaders(headers: IncomingHttpHeaders, env: Env): Record<string, string> {
  const { origin } = headers
  if (origin === undefined || !env.TACHO_CORS_ORIGINS.includes(origin)) return {}
  return { 'access-control-allow-origin': origin, vary: 'Origin' }
}

/** The answer's headers to a preflight from an allowed page. */
export function preflightHeaders(headers: IncomingHttpHeaders, env: Env): Record<string, string> {
  return {
    ...corsHeaders(headers, env),
    'access-control-allow-methods': 'POST',
    // Exporters in browsers add headers of their own; which ones says the preflight.
    'access-control-allow-headers': headers['access-control-request-headers'] ?? 'authorization, content-type',
    'access-control-max-age': '600',
  }
}

function isAllowedHost(host: string, env: Env): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  if (isLoopback(name) || env.TACHO_ALLOWED_HOSTS.includes(name)) return true
  return env.TACHO_PUBLIC_URL !== undefined && new URL(env.TACHO_PUBLIC_URL).hostname === name
}
