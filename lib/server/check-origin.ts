import type { Actor } from '#lib/domain/access/actor.ts'
import { AppError } from '#lib/domain/errors.ts'
import { intentHeader } from '#lib/api/intent-header.ts'
import { isLoopback, type Env } from './env.ts'

/** What a request's headers say of where it comes from. */
export type OriginHeaders = { method: string; host: string | null; origin: string | null; fetchSite: string | null }

type HostRules = Pick<Env, 'TACHO_PUBLIC_URL' | 'TACHO_ALLOWED_HOSTS'>

export function originHeaders(request: Request): OriginHeaders {
  const { headers, method } = request
  return { method, host: headers.get('host'), origin: headers.get('origin'), fetchSite: headers.get('sec-fetch-site') }
}

/**
 * Refuses requests that a foreign web page could make: a `Host` that is not ours (DNS rebinding),
 * and a state-changing request whose `Origin` is not ours (cross-site request forgery).
 */
export function checkOrigin({ method, host, origin, fetchSite }: OriginHeaders, rules: HostRules): void {
  if (host === null || !isAllowedHost(host, rules)) {
    throw new AppError(
      'forbidden',
      'This host name is not served here: open the address that the start printed, or add the name to TACHO_ALLOWED_HOSTS.',
    )
  }
  if (method === 'GET' || method === 'HEAD') return
  const sameOrigin = origin === null ? fetchSite === null || fetchSite === 'same-origin' : hostOf(origin) === host
  if (!sameOrigin) throw new AppError('forbidden', 'A change must come from a page of this server.')
}

/**
 * Refuses a change that no script of ours has asked for: a form of another site cannot send this header, whatever
 * cookies come along. Keys need none, because no browser sends a key by itself.
 */
export function checkIntent(actor: Actor, headers: Headers): void {
  if (actor.kind === 'key' || actor.kind === 'local' || headers.get(intentHeader) === '1') return
  throw new AppError('forbidden', `A change needs the header "${intentHeader}: 1".`)
}

function isAllowedHost(host: string, rules: HostRules): boolean {
  const name = host.replace(/:\d{1,5}$/, '').toLowerCase()
  if (isLoopback(name) || rules.TACHO_ALLOWED_HOSTS.includes(name)) return true
  return rules.TACHO_PUBLIC_URL !== undefined && new URL(rules.TACHO_PUBLIC_URL).hostname === name
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
